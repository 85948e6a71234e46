import type {
  RecordedTrack,
  RecordingGap,
  RecordingId,
  RecordingTrack,
  RecordingType,
} from '@peerdesk/protocol';
import type { Database } from './database.ts';
import type { Place } from './finished-files.ts';
import type { Outcome } from './recording-tables.ts';

/** Which one. */
export interface SegmentKey {
  readonly recording: RecordingId;
  readonly track: RecordingTrack;
  readonly segment: number;
}

/** What is known of a segment besides its bytes. */
export interface Segment extends SegmentKey {
  readonly type: RecordingType;
  readonly startedAt: number;
  /** Null until the page has said how long it is. */
  readonly length: number | null;
  readonly arrivedAt: number;
  readonly sealed: boolean;
  readonly last: boolean;
}

export interface FinishedTrack extends Omit<RecordedTrack, 'url'> {
  readonly place: Place;
}

export type RecordingSegments = ReturnType<typeof createRecordingSegments>;

/** What has arrived of recordings, and what was made of it. */
export function createRecordingSegments(db: Database) {
  const select = () =>
    db
      .selectFrom('recording_segment')
      .select([
        'recording_id as recording',
        'track',
        'segment',
        'type',
        'started_at as startedAt',
        'length',
        'arrived_at as arrivedAt',
        'sealed',
        'last',
      ]);
  type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];
  const segmentIn = (row: Row): Segment => ({
    ...row,
    sealed: row.sealed === 1,
    last: row.last === 1,
  });

  const update = ({ recording, track, segment }: SegmentKey) =>
    db
      .updateTable('recording_segment')
      .where('recording_id', '=', recording)
      .where('track', '=', track)
      .where('segment', '=', segment);

  return {
    async byKey({ recording, track, segment }: SegmentKey): Promise<Segment | null> {
      const row = await select()
        .where('recording_id', '=', recording)
        .where('track', '=', track)
        .where('segment', '=', segment)
        .executeTakeFirst();
      return row === undefined ? null : segmentIn(row);
    },

    /** In their order, track by track. */
    async of(recording: RecordingId): Promise<Segment[]> {
      const rows = await select()
        .where('recording_id', '=', recording)
        .orderBy('track')
        .orderBy('segment')
        .execute();
      return rows.map(segmentIn);
    },

    /** Safe to repeat. */
    async insert(segment: Segment): Promise<void> {
      await db
        .insertInto('recording_segment')
        .values({
          recording_id: segment.recording,
          track: segment.track,
          segment: segment.segment,
          type: segment.type,
          started_at: segment.startedAt,
          length: segment.length,
          arrived_at: segment.arrivedAt,
          sealed: 0,
          last: 0,
        })
        .onConflict((conflict) =>
          conflict.columns(['recording_id', 'track', 'segment']).doNothing(),
        )
        .execute();
    },

    async setLength(key: SegmentKey, length: number): Promise<void> {
      await update(key).set({ length }).execute();
    },

    /** Bytes have come: what was made of the recording before is to be made anew. */
    async arrived(key: SegmentKey, at: number): Promise<void> {
      await update(key).set({ arrived_at: at }).execute();
      await this.reopen(key.recording);
    },

    async seal(key: SegmentKey, { length, last }: { length: number; last: boolean }) {
      await update(key)
        .set({ length, sealed: 1, ...(last && { last: 1 }) })
        .execute();
    },

    /** Its bytes were not those that were recorded. */
    async unseal(key: SegmentKey): Promise<void> {
      await update(key).set({ length: null, sealed: 0 }).execute();
    },

    async tracksOf(recording: RecordingId): Promise<FinishedTrack[]> {
      const rows = await db
        .selectFrom('recording_track')
        .select(['track', 'type', 'bytes', 'duration_ms as durationMs', 'gaps', 'place'])
        .where('recording_id', '=', recording)
        .orderBy('track')
        .execute();
      return rows.map(({ track, type, bytes, durationMs, gaps, place }) => ({
        track,
        type,
        bytes,
        durationMs,
        gaps: JSON.parse(gaps) as RecordingGap[],
        place,
      }));
    },

    async outcomeOf(recording: RecordingId): Promise<Outcome | null> {
      const row = await db
        .selectFrom('recording')
        .select('outcome')
        .where('id', '=', recording)
        .executeTakeFirst();
      return row?.outcome ?? null;
    },

    /** What was made of it is to be looked at again. */
    async reopen(recording: RecordingId): Promise<void> {
      await db
        .updateTable('recording')
        .set({ outcome: null })
        .where('id', '=', recording)
        .execute();
    },

    /** Recordings that are over and not yet made into files, the oldest first. */
    async open(limit: number): Promise<RecordingId[]> {
      const rows = await db
        .selectFrom('recording')
        .select('id')
        .where('phase', '=', 'over')
        .where('outcome', 'is', null)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },

    /**
     * What the joining came to, in one step.
     *
     * @param outcome null when it has to be done again
     * @param tracks all there are now
     */
    async finish(
      recording: RecordingId,
      outcome: Outcome | null,
      tracks: readonly FinishedTrack[],
    ): Promise<void> {
      await db.transaction().execute(async (transaction) => {
        await transaction
          .deleteFrom('recording_track')
          .where('recording_id', '=', recording)
          .execute();
        for (const { track, type, bytes, durationMs, gaps, place } of tracks) {
          await transaction
            .insertInto('recording_track')
            .values({
              recording_id: recording,
              track,
              type,
              bytes,
              duration_ms: durationMs,
              gaps: JSON.stringify(gaps),
              place,
            })
            .execute();
        }
        await transaction
          .updateTable('recording')
          .set({ outcome })
          .where('id', '=', recording)
          .execute();
      });
    },

    async removeSegments(recording: RecordingId): Promise<void> {
      await db.deleteFrom('recording_segment').where('recording_id', '=', recording).execute();
    },

    /** Segments of which nothing more is awaited, long after the end. */
    async overdue(endedBefore: number, limit: number): Promise<RecordingId[]> {
      const rows = await db
        .selectFrom('recording_segment')
        .innerJoin('recording', 'recording.id', 'recording_segment.recording_id')
        .select('recording.id')
        .distinct()
        .where('recording.ended_at', '<', endedBefore)
        .where('recording.outcome', 'is not', null)
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },

    async keys(): Promise<SegmentKey[]> {
      return db
        .selectFrom('recording_segment')
        .select(['recording_id as recording', 'track', 'segment'])
        .execute();
    },

    async finishedTracks() {
      return db
        .selectFrom('recording_track')
        .select(['recording_id as recording', 'track', 'type', 'place'])
        .execute();
    },

    async all(): Promise<Set<string>> {
      const rows = await db.selectFrom('recording').select('id').execute();
      return new Set(rows.map(({ id }) => id));
    },
  };
}
