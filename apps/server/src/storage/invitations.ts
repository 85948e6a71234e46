import { createHash, randomBytes } from 'node:crypto';
import type { ConsultantId } from '@peerdesk/protocol';
import type { Consultant } from './callees.ts';
import { createCallees } from './callees.ts';
import type { Database } from './database.ts';

/** An invitation to answer for a callee. */
export interface Invitation {
  readonly calleeId: string;
  readonly expiresAt: number;
  readonly state: 'open' | 'used' | 'expired';
}

export interface Invitations {
  /**
   * @returns the token that opens it, once; only its hash is kept
   */
  create(
    calleeId: string,
    invitedBy: ConsultantId,
  ): Promise<{ readonly token: string; readonly expiresAt: number }>;
  find(token: string): Promise<Invitation | null>;
  /**
   * Uses it up and makes this person a consultant of its callee, both or neither.
   *
   * @returns false if it is not open (any more)
   */
  accept(token: string, consultant: Consultant): Promise<boolean>;
}

const LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;
const TOKEN_BYTES = 32;

export function createInvitations(db: Database, clock: () => number): Invitations {
  return {
    async create(calleeId, invitedBy) {
      const token = randomBytes(TOKEN_BYTES).toString('base64url');
      const expiresAt = clock() + LIFETIME_MS;
      await db
        .insertInto('invitation')
        .values({
          token_hash: hashOf(token),
          callee_id: calleeId,
          invited_by: invitedBy,
          expires_at: expiresAt,
          used_at: null,
        })
        .execute();
      return { token, expiresAt };
    },

    async find(token) {
      const row = await db
        .selectFrom('invitation')
        .selectAll()
        .where('token_hash', '=', hashOf(token))
        .executeTakeFirst();
      if (!row) return null;
      const unused = row.expires_at > clock() ? 'open' : 'expired';
      return {
        calleeId: row.callee_id,
        expiresAt: row.expires_at,
        state: row.used_at === null ? unused : 'used',
      };
    },

    accept(token, consultant) {
      return db.transaction().execute(async (transaction) => {
        const at = clock();
        // One conditional update: however many press at once, one of them has it.
        const row = await transaction
          .updateTable('invitation')
          .set({ used_at: at })
          .where('token_hash', '=', hashOf(token))
          .where('used_at', 'is', null)
          .where('expires_at', '>', at)
          .returning('callee_id')
          .executeTakeFirst();
        if (!row) return false;
        await createCallees(transaction, clock).addConsultant(row.callee_id, consultant);
        return true;
      });
    },
  };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
