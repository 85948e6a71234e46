import type { RecordingId, RecordingTrack } from '@peerdesk/protocol';
import type { Logger } from 'pino';
import { endOfRun, LATE_MS } from '../consultation/arrival.ts';
import { type Over, stretchesOf } from '../consultation/recording.ts';
import { type FinishedPlaces, PlaceTrouble } from '../storage/finished-files.ts';
import {
  draftFile,
  type RecordingFiles,
  segmentFile,
  trackFile,
} from '../storage/recording-files.ts';
import type { FinishedTrack, RecordingSegments, Segment } from '../storage/recording-segments.ts';
import type { Recordings } from '../storage/recordings.ts';
import type { RemovedRecordings } from '../storage/removed-recordings.ts';
import { joinInThread } from './join-in-thread.ts';

export interface Finishing {
  /** What is over and has arrived, or will not arrive, becomes files now. One at a time. */
  sweep(): Promise<void>;
  /** Files without a row go, rows without files say so. At the start, before anything arrives. */
  reconcile(): Promise<void>;
  start(): void;
  /** Resolves when the joining under way is over. */
  close(): Promise<void>;
}

export interface FinishingParts {
  readonly recordings: Recordings;
  readonly segments: RecordingSegments;
  readonly files: RecordingFiles;
  readonly places: FinishedPlaces;
  readonly removed: RemovedRecordings;
  /** So long nothing has arrived: the recording page is gone. */
  readonly patienceMs: number;
  readonly clock: () => number;
  readonly log: Logger;
  readonly everyMs: number;
}

const BATCH = 50;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 5 * 60 * 1000;
const TRACKS: readonly RecordingTrack[] = ['mixed', 'caller', 'consultant'];

/** Makes files that play of what has arrived. */
export function createFinishing(parts: FinishingParts): Finishing {
  const { recordings, segments, files, places, removed, patienceMs, clock, log, everyMs } = parts;
  const { bucket } = places;
  const kept = bucket === null ? ('folder' as const) : ('bucket' as const);
  let timer: NodeJS.Timeout | null = null;
  let last: Promise<void> = Promise.resolve();
  let closed = false;
  /** Whether the bucket has shown that it takes files, and when it is asked again. */
  let proven = bucket === null;
  let failures = 0;
  let notBefore = 0;
  /** What the bucket did not take, though it takes others. */
  const refused = new Set<RecordingId>();

  async function sweepAll(): Promise<void> {
    // Joining what cannot be stored would be for nothing.
    if (clock() >= notBefore) await sweepOpen().catch(wait);
    // Until then the browser that recorded could have come back with the rest.
    for (const id of await segments.overdue(clock() - LATE_MS, BATCH)) await forgetSegments(id);
  }

  async function sweepOpen(): Promise<void> {
    if (bucket !== null && !proven) {
      await bucket.prove();
      if (failures > 0) log.info('the bucket of recordings takes files again');
      proven = true;
    }
    if (bucket !== null) {
      for (const id of await removed.list(BATCH)) {
        if (closed) return;
        await bucket.removeAll(id);
        await removed.forget(id);
      }
    }
    const open = await segments.open(BATCH);
    for (const id of open.toSorted((a, b) => Number(refused.has(a)) - Number(refused.has(b)))) {
      if (closed) return;
      const recording = await recordings.byId(id);
      if (recording?.phase !== 'over') continue;
      refused.add(id);
      await consider(recording);
      refused.delete(id);
    }
    failures = 0;
  }

  /** @throws what has nothing to do with the bucket */
  function wait(error: unknown): void {
    if (closed) return;
    if (!(error instanceof PlaceTrouble)) throw error;
    const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
    notBefore = clock() + waitMs;
    failures += 1;
    proven = false;
    log.error(
      { err: error, waitMs },
      'the bucket of recordings takes no files: they are kept here',
    );
  }

  async function consider(recording: Over): Promise<void> {
    const { id, endedAt, startedAt, fate } = recording;
    if (fate === 'discarded' || startedAt === null) {
      await segments.removeSegments(id);
      await files.removeAll(id);
      if (startedAt !== null) await bucket?.removeAll(id);
      await segments.finish(id, 'empty', []);
      return;
    }
    const arrived = await segments.of(id);
    const lastArrival = Math.max(endedAt, ...arrived.map(({ arrivedAt }) => arrivedAt));
    const complete = isComplete(arrived);
    if (!complete && clock() < lastArrival + patienceMs) return;
    try {
      await finish(recording, arrived);
      if (complete) await forgetSegments(id);
    } catch (error) {
      if (error instanceof PlaceTrouble) throw error;
      // Deleted while it was being joined.
      if ((await recordings.byId(id)) === null) return;
      log.error({ err: error, recording: id }, 'a recording could not be joined');
      await segments.finish(id, 'failed', await segments.tracksOf(id));
    }
  }

  async function finish(recording: Over, arrived: readonly Segment[]): Promise<void> {
    const { id } = recording;
    const tracks: FinishedTrack[] = [];
    for (const track of TRACKS) {
      const joined = await joinTrack(
        recording,
        track,
        arrived.filter((segment) => segment.track === track),
      );
      if (joined !== null) tracks.push(joined);
    }
    // What came in the meantime is for another time.
    const isSame = (await segments.of(id)).every(
      ({ arrivedAt }, index) => arrivedAt === arrived[index]?.arrivedAt,
    );
    await segments.finish(id, isSame ? (tracks.length > 0 ? 'ready' : 'empty') : null, tracks);
    if (bucket !== null) {
      // Made before there was a bucket.
      for (const { track, type } of tracks) await files.remove(trackFile(id, track, type));
    }
    log.info({ recording: id, tracks: tracks.length }, 'a recording was joined');
  }

  async function joinTrack(
    recording: Over,
    track: RecordingTrack,
    arrived: readonly Segment[],
  ): Promise<FinishedTrack | null> {
    const type = arrived[0]?.type;
    if (type === undefined) return null;
    const draft = draftFile(recording.id, track);
    const joined = await joinInThread({
      segments: arrived
        .filter((segment) => segment.type === type)
        .map(({ segment, startedAt }) => ({
          path: files.pathOf(segmentFile(recording.id, track, segment)),
          startedAt,
          until: endOfRun(recording, startedAt, recording.endedAt) ?? startedAt,
        })),
      type,
      output: files.pathOf(draft),
      stretches: stretchesOf(recording, recording.endedAt),
    });
    if (joined === null) {
      await files.remove(draft);
      return null;
    }
    const bytes = (await files.size(draft)) ?? 0;
    await (bucket ?? places.folder).keep(trackFile(recording.id, track, type), draft);
    return { track, type, bytes, place: kept, ...joined };
  }

  async function forgetSegments(id: RecordingId): Promise<void> {
    const arrived = await segments.of(id);
    // The rows first: files without rows are found at the next start.
    await segments.removeSegments(id);
    for (const { track, segment } of arrived) await files.remove(segmentFile(id, track, segment));
    await files.tidy(id);
  }

  function sweep(): Promise<void> {
    const run = last.then(sweepAll);
    last = run.catch((error: unknown) => log.error({ err: error }, 'finishing recordings failed'));
    return run;
  }

  function later(): void {
    if (closed) return;
    timer = setTimeout(() => {
      sweep().then(later, later);
    }, everyMs);
  }

  return {
    sweep,
    start: later,

    async reconcile() {
      const known = await segments.all();
      for (const id of await files.recordings()) {
        if (!known.has(id)) await files.removeAll(id);
      }
      for (const key of await segments.keys()) {
        const file = segmentFile(key.recording, key.track, key.segment);
        // Made between the row and the file: nothing has been sent to it.
        if ((await files.size(file)) === null) await files.create(file);
      }
      let unreachable = 0;
      for (const { recording, track, type, place } of await segments.finishedTracks()) {
        // What is in a bucket is looked for when it is asked for.
        if (place === 'bucket') {
          unreachable += bucket === null ? 1 : 0;
          continue;
        }
        if ((await files.size(trackFile(recording, track, type))) !== null) continue;
        log.error({ recording, track }, 'the file of a recording is gone');
        await segments.finish(recording, 'failed', []);
      }
      if (unreachable > 0) {
        log.error(
          { files: unreachable },
          'files of recordings are in a bucket, and S3_BUCKET is not set',
        );
      }
    },

    async close() {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      await last;
    },
  };
}

/** Every track has its segments from the first to the last, each verified. */
function isComplete(arrived: readonly Segment[]): boolean {
  if (arrived.length === 0) return false;
  return TRACKS.every((track) => {
    const own = arrived.filter((segment) => segment.track === track);
    return (
      own.length === 0 ||
      (own.every(({ sealed, segment }, index) => sealed && segment === index) &&
        own.at(-1)?.last === true)
    );
  });
}
