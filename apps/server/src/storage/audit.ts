import type { ConsultantId } from '@peerdesk/protocol';
import { v7 as uuidv7 } from 'uuid';
import type { Database } from './database.ts';
import type { AuditAct } from './recording-tables.ts';

export interface AuditLine {
  readonly id: string;
  readonly at: number;
  readonly act: AuditAct;
  /** The id of a recording or a consultation; it says nothing about anybody. */
  readonly subject: string;
  /** Null: the server, by the desk's retention. */
  readonly consultant: { readonly id: ConsultantId; readonly name: string } | null;
}

export type Audit = ReturnType<typeof createAudit>;

/** A player asks for a file in pieces: that is one listening. */
const SAME_ACT_MS = 10 * 60 * 1000;

const LISTED = 200;

/** Who listened to, downloaded or deleted what. Lines are added, and never changed. */
export function createAudit(db: Database, clock: () => number) {
  return {
    /** @param consultantId null when the server does it by itself */
    async note(line: {
      readonly calleeId: string;
      readonly consultantId: ConsultantId | null;
      readonly act: AuditAct;
      readonly subject: string;
    }): Promise<void> {
      const at = clock();
      const same = await db
        .selectFrom('audit')
        .select('id')
        .where('callee_id', '=', line.calleeId)
        .where('consultant_id', line.consultantId === null ? 'is' : '=', line.consultantId)
        .where('act', '=', line.act)
        .where('subject', '=', line.subject)
        .where('at', '>', at - SAME_ACT_MS)
        .executeTakeFirst();
      if (same !== undefined) return;
      await db
        .insertInto('audit')
        .values({
          id: uuidv7(),
          callee_id: line.calleeId,
          at,
          consultant_id: line.consultantId,
          act: line.act,
          subject: line.subject,
        })
        .execute();
    },

    /** Newest first, at most 200. @param before go on after this line */
    async list(calleeId: string, before: string | null): Promise<AuditLine[]> {
      const lines = db
        .selectFrom('audit')
        .leftJoin('consultant', 'consultant.id', 'audit.consultant_id')
        .select(['audit.id', 'audit.at', 'audit.act', 'audit.subject'])
        .select(['consultant.id as consultantId', 'consultant.name as consultantName'])
        .where('audit.callee_id', '=', calleeId)
        .orderBy('audit.id', 'desc')
        .limit(LISTED);
      const rows = await (before === null ? lines : lines.where('audit.id', '<', before)).execute();
      return rows.map(({ id, at, act, subject, consultantId, consultantName }) => ({
        id,
        at,
        act,
        subject,
        consultant:
          consultantId === null || consultantName === null
            ? null
            : { id: consultantId, name: consultantName },
      }));
    },
  };
}
