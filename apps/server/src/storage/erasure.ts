import type { ConsultationId } from '@peerdesk/protocol';
import type { Database } from './database.ts';

/** What has been kept of ended consultations, and shall not be any longer. Recordings have their own. */
export interface Erasure {
  /**
   * Erases all that says who the caller was and what was said: name, reason, the words on
   * declining, notes, chat, the comment. What is left counts: when, how long, by whom, how it
   * ended, tags and rating. Safe to repeat.
   *
   * @returns false when there is no such consultation, or it has not ended
   */
  eraseConsultation(id: ConsultationId): Promise<boolean>;
  /** Deletes it for good, whatever it left. @returns false as above */
  deleteConsultation(id: ConsultationId): Promise<boolean>;
}

export function createErasure(db: Database, clock: () => number): Erasure {
  return {
    eraseConsultation: (id) =>
      db.transaction().execute(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('consultation')
          .set((set) => ({
            name: '',
            reason: '',
            end_message: '',
            search_text: '',
            attempt: null,
            erased_at: set.fn.coalesce('erased_at', set.val(clock())),
          }))
          .where('id', '=', id)
          .where('phase', '=', 'ended')
          .executeTakeFirst();
        if (numUpdatedRows !== 1n) return false;
        await transaction.deleteFrom('note').where('consultation_id', '=', id).execute();
        await transaction.deleteFrom('chat_line').where('consultation_id', '=', id).execute();
        await transaction
          .updateTable('feedback')
          .set({ comment: '' })
          .where('consultation_id', '=', id)
          .execute();
        return true;
      }),

    deleteConsultation: (id) =>
      db.transaction().execute(async (transaction) => {
        const row = await transaction
          .selectFrom('consultation')
          .select('id')
          .where('id', '=', id)
          .where('phase', '=', 'ended')
          .executeTakeFirst();
        if (row === undefined) return false;
        await transaction.deleteFrom('recording').where('consultation_id', '=', id).execute();
        // Everything else goes with the row.
        await transaction.deleteFrom('consultation').where('id', '=', id).execute();
        return true;
      }),
  };
}
