import type { RecordingMedia, RecordingTrack, RecordingType } from '@peerdesk/protocol';
import { type Recording, type Stretch, stretchesOf } from './recording.ts';

/** A segment as the recording page announces it. */
export interface Announced {
  readonly track: RecordingTrack;
  readonly type: RecordingType;
  /** Epoch milliseconds of the server's clock, as well as the page knows it. */
  readonly startedAt: number;
}

/** Why bytes of a recording are not taken. */
export type ArrivalRefusal =
  | 'not_consented'
  | 'recording_gone'
  | 'wrong_recording_type'
  | 'not_recorded_then';

/** The page's clock, its recorder and the way to the server are so far off at most. */
export const SLACK_MS = 5000;

/** What could not be sent is taken for so long after the end: the browser keeps it until then. */
export const LATE_MS = 7 * 24 * 60 * 60 * 1000;

/** No recorder makes more: Opus ends at 510 kbit/s, and this is a good picture. */
const MOST_BYTES_PER_SECOND = { voice: 70_000, picture: 1_500_000 } satisfies Record<
  RecordingMedia,
  number
>;

/** Headers, and what the recorder made in its first moment. */
const LEAST_BYTES = 256 * 1024;

/**
 * Whether bytes of this recording may be on the disk: only with consent, and only for so long.
 *
 * @returns null when they may
 */
export function refusalOfBytes(recording: Recording, now: number): ArrivalRefusal | null {
  if (recording.phase === 'asked') return 'not_consented';
  if (recording.phase !== 'over') return null;
  if (recording.startedAt === null) return 'not_consented';
  if (recording.fate === 'discarded' || now > recording.endedAt + LATE_MS) return 'recording_gone';
  return null;
}

/** Whether such a segment can belong to the recording. @returns null when it can */
export function refusalOfSegment(
  recording: Recording,
  { track, type, startedAt }: Announced,
  now: number,
): ArrivalRefusal | null {
  const refusal = refusalOfBytes(recording, now);
  if (refusal !== null) return refusal;
  const isPicture = type.startsWith('video/');
  if (isPicture && (recording.media !== 'picture' || track !== 'mixed')) {
    return 'wrong_recording_type';
  }
  return endOfRun(recording, startedAt, now) === null ? 'not_recorded_then' : null;
}

/**
 * Until when a recorder that began then may have gone on: the end of the stretch it began in.
 * What it recorded later was not consented to, or was a pause.
 *
 * @returns null when nothing was recorded then
 */
export function endOfRun(recording: Recording, startedAt: number, now: number): number | null {
  const away = ({ from, to }: Stretch) => Math.max(from - startedAt, startedAt - to, 0);
  // The nearest one, of two the later: a short pause is shorter than the clocks are unsteady.
  const nearest = stretchesOf(recording, now)
    .toReversed()
    .toSorted((a, b) => away(a) - away(b))[0];
  return nearest !== undefined && away(nearest) <= SLACK_MS ? nearest.to : null;
}

/** The most bytes that a segment can honestly have by now. */
export function mostBytes(recording: Recording, startedAt: number, now: number): number {
  const until = endOfRun(recording, startedAt, now) ?? startedAt;
  const seconds = Math.max(0, until - startedAt + SLACK_MS) / 1000;
  return LEAST_BYTES + Math.ceil(seconds * MOST_BYTES_PER_SECOND[recording.media]);
}
