import type { ConsultantId, ConsultationId, Notes, SaveNotesRequest } from '@peerdesk/protocol';
import type { Database } from './database.ts';
import { searchTextOf } from './search-text.ts';

export interface NotesStorage {
  of(id: ConsultationId): Promise<Notes>;
  /**
   * Saves if nobody else has since the version that the text was made from. Safe to repeat.
   *
   * @returns null when somebody else was faster: nothing is saved then, nothing is lost
   */
  save(
    id: ConsultationId,
    request: SaveNotesRequest,
    consultant: ConsultantId,
  ): Promise<Notes | null>;
}

const NO_NOTES: Notes = { text: '', version: 0, savedAt: null, savedBy: null };

export function createNotes(db: Database, clock: () => number): NotesStorage {
  return {
    of: (id) => notesIn(db, id),

    save: (id, { text, version }, consultant) =>
      db.transaction().execute(async (transaction) => {
        const written = { text, version: version + 1, saved_at: clock(), saved_by: consultant };
        const saved =
          version === 0
            ? await transaction
                .insertInto('note')
                .values({ consultation_id: id, ...written })
                .onConflict((conflict) => conflict.column('consultation_id').doNothing())
                .executeTakeFirst()
            : await transaction
                .updateTable('note')
                .set(written)
                .where('consultation_id', '=', id)
                .where('version', '=', version)
                .executeTakeFirst();
        const count =
          'numUpdatedRows' in saved ? saved.numUpdatedRows : saved.numInsertedOrUpdatedRows;
        const notes = await notesIn(transaction, id);
        // A save whose answer was lost is made again: it is there already.
        if (count !== 1n) return notes.text === text ? notes : null;
        const { name, reason } = await transaction
          .selectFrom('consultation')
          .select(['name', 'reason'])
          .where('id', '=', id)
          .executeTakeFirstOrThrow();
        await transaction
          .updateTable('consultation')
          .set({ search_text: searchTextOf(name, reason, text) })
          .where('id', '=', id)
          .execute();
        return notes;
      }),
  };
}

async function notesIn(db: Database, id: ConsultationId): Promise<Notes> {
  const row = await db
    .selectFrom('note')
    .leftJoin('consultant', 'consultant.id', 'note.saved_by')
    .select(['note.text', 'note.version', 'note.saved_at as savedAt', 'consultant.name as savedBy'])
    .where('note.consultation_id', '=', id)
    .executeTakeFirst();
  return row ?? NO_NOTES;
}
