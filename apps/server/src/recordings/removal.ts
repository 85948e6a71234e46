import type { ConsultationId, RecordingId } from '@peerdesk/protocol';
import type { Database } from '../storage/database.ts';
import type { RecordingFiles } from '../storage/recording-files.ts';

export type Removal = ReturnType<typeof createRemoval>;

/** Deletes recordings for good: the rows first, for files without rows are removed at the next start. */
export function createRemoval(db: Database, files: RecordingFiles) {
  async function remove(id: RecordingId): Promise<void> {
    await db.deleteFrom('recording').where('id', '=', id).execute();
    await files.removeAll(id);
  }

  return {
    remove,

    /** All recordings of a consultation, and what its caller said to them when joining. */
    async removeOf(consultation: ConsultationId): Promise<void> {
      const rows = await db
        .selectFrom('recording')
        .select('id')
        .where('consultation_id', '=', consultation)
        .execute();
      for (const { id } of rows) await remove(id);
      await db.deleteFrom('joining_consent').where('consultation_id', '=', consultation).execute();
    },
  };
}
