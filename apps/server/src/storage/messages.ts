import type { ConsultantId, LeaveMessageRequest, LeftMessage } from '@peerdesk/protocol';
import { v7 as uuidv7 } from 'uuid';
import type { Database } from './database.ts';

/** What visitors have left for the consultants of a callee. */
export interface Messages {
  /** @returns the id of the message that this attempt has left already */
  byAttempt(calleeId: string, attempt: string): Promise<string | null>;
  /**
   * Keeps a message, once per attempt.
   *
   * @returns its id; null when too many are not handled yet
   */
  leave(calleeId: string, request: LeaveMessageRequest): Promise<string | null>;
  /** Newest first, at most 200. */
  list(calleeId: string, which: { readonly handled: boolean }): Promise<LeftMessage[]>;
  unhandledCount(calleeId: string): Promise<number>;
  /**
   * Marks a message as handled; the first to do so stays the one who did. Safe to repeat.
   *
   * @param handledBy null takes the mark away
   * @returns the message as it is now; null when the callee has no such message
   */
  mark(calleeId: string, id: string, handledBy: ConsultantId | null): Promise<LeftMessage | null>;
}

const LISTED = 200;
/** More than anybody will answer: beyond it, somebody is filling the disk. */
const MAX_UNHANDLED = 1000;

export function createMessages(db: Database, clock: () => number): Messages {
  const selectAt = (calleeId: string) =>
    db
      .selectFrom('message')
      .leftJoin('consultant', 'consultant.id', 'message.handled_by')
      .select([
        'message.id',
        'message.name',
        'message.contact',
        'message.text',
        'message.locale',
        'message.created_at as createdAt',
        'message.handled_at as handledAt',
        'consultant.name as handledBy',
      ])
      .where('message.callee_id', '=', calleeId);

  return {
    async byAttempt(calleeId, attempt) {
      const row = await db
        .selectFrom('message')
        .select('id')
        .where('callee_id', '=', calleeId)
        .where('attempt', '=', attempt)
        .executeTakeFirst();
      return row?.id ?? null;
    },

    leave: (calleeId, { name, contact, text, locale, attempt }) =>
      db.transaction().execute(async (transaction) => {
        const messages = createMessages(transaction, clock);
        const known = await messages.byAttempt(calleeId, attempt);
        if (known !== null) return known;
        if ((await messages.unhandledCount(calleeId)) >= MAX_UNHANDLED) return null;
        await transaction
          .insertInto('message')
          .values({
            id: uuidv7(),
            callee_id: calleeId,
            name,
            contact,
            text,
            locale,
            attempt,
            created_at: clock(),
            handled_at: null,
            handled_by: null,
          })
          // Where transactions run side by side, another may have been faster.
          .onConflict((conflict) => conflict.columns(['callee_id', 'attempt']).doNothing())
          .execute();
        return messages.byAttempt(calleeId, attempt);
      }),

    list: (calleeId, { handled }) =>
      selectAt(calleeId)
        .where('message.handled_at', handled ? 'is not' : 'is', null)
        .orderBy('message.created_at', 'desc')
        .orderBy('message.id', 'desc')
        .limit(LISTED)
        .execute(),

    async unhandledCount(calleeId) {
      const { count } = await db
        .selectFrom('message')
        .select((select) => select.fn.countAll<number | string>().as('count'))
        .where('callee_id', '=', calleeId)
        .where('handled_at', 'is', null)
        .executeTakeFirstOrThrow();
      return Number(count);
    },

    async mark(calleeId, id, handledBy) {
      await db
        .updateTable('message')
        .set({ handled_at: handledBy === null ? null : clock(), handled_by: handledBy })
        .where('callee_id', '=', calleeId)
        .where('id', '=', id)
        .where('handled_at', handledBy === null ? 'is not' : 'is', null)
        .execute();
      const message = await selectAt(calleeId).where('message.id', '=', id).executeTakeFirst();
      return message ?? null;
    },
  };
}
