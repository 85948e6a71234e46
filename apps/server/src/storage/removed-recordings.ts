import type { RecordingId } from '@peerdesk/protocol';
import type { Database } from './database.ts';

export type RemovedRecordings = ReturnType<typeof createRemovedRecordings>;

/** Recordings that are gone, but for files of theirs that may still be in the bucket. */
export function createRemovedRecordings(db: Database) {
  return {
    async list(limit: number): Promise<RecordingId[]> {
      const rows = await db
        .selectFrom('removed_recording')
        .select('id')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },

    /** Nothing of it is left anywhere. */
    async forget(id: RecordingId): Promise<void> {
      await db.deleteFrom('removed_recording').where('id', '=', id).execute();
    },
  };
}
