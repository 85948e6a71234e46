import type { ConsultationId, RecordingId } from '@peerdesk/protocol';
import type { Database } from '../storage/database.ts';
import type { RecordingFiles } from '../storage/recording-files.ts';

export type Removal = ReturnType<typeof createRemoval>;

/**
 * Deletes recordings for good: the rows first, for files without rows are removed at the next start.
 * What is in a bucket is noted in the same step and removed by the sweep, which waits for a bucket
 * that is out of reach and takes turns with what is just being stored there.
 */
export function createRemoval(
  db: Database,
  files: RecordingFiles,
  { hasBucket }: { readonly hasBucket: boolean },
) {
  async function remove(id: RecordingId): Promise<void> {
    await db.transaction().execute(async (transaction) => {
      const inBucket = await transaction
        .selectFrom('recording_track')
        .select('recording_id')
        .where('recording_id', '=', id)
        .where('place', '=', 'bucket')
        .executeTakeFirst();
      await transaction.deleteFrom('recording').where('id', '=', id).execute();
      if (!hasBucket && inBucket === undefined) return;
      await transaction
        .insertInto('removed_recording')
        .values({ id })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    });
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
