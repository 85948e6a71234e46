import type { RecordingGap, RecordingType } from '@peerdesk/protocol';
import {
  EncodedAudioPacketSource,
  type EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathSource,
  FilePathTarget,
  Input,
  type InputAudioTrack,
  type InputVideoTrack,
  MATROSKA,
  MP4,
  Mp4OutputFormat,
  Output,
  WEBM,
  WebMOutputFormat,
} from 'mediabunny';

// The only file that knows mediabunny: it reads what MediaRecorder wrote, packet by packet, whole
// or cut off anywhere, and writes the same packets with their duration and a seek index.

export interface JoinedSegment {
  readonly path: string;
  readonly startedAt: number;
  /** What was recorded later does not belong into the file. */
  readonly until: number;
}

export interface JoinRequest {
  /** In their order, all of one type. */
  readonly segments: readonly JoinedSegment[];
  readonly type: RecordingType;
  readonly output: string;
  /** The times in which was recorded, in their order. */
  readonly stretches: readonly { readonly from: number; readonly to: number }[];
}

export interface Joined {
  readonly durationMs: number;
  readonly gaps: readonly RecordingGap[];
}

/** Shorter ones are the recorder's starting and stopping, not a gap that anybody hears. */
const GAP_MS = 1000;

/** The page's clock and the server's differ by so much at most, and a recorder stops a little late. */
const STOP_SLACK_MS = 1000;

/** Of the input, in memory. */
const CACHE_BYTES = 2 * 1024 * 1024;

interface Sound {
  readonly track: InputAudioTrack;
  readonly sink: EncodedPacketSink;
}

interface Picture {
  readonly track: InputVideoTrack;
  readonly sink: EncodedPacketSink;
}

/** A packet on its way from one file into the other; times in seconds. */
interface Passing {
  readonly kind: 'sound' | 'picture';
  readonly packet: EncodedPacket;
}

/**
 * Joins the segments of a track into one file. Between two of them no silence is put in: how much
 * time has passed there is told in the gaps.
 *
 * @returns null when none of the segments has anything to play; there is no output then
 */
export async function joinSegments({
  segments,
  type,
  output,
  stretches,
}: JoinRequest): Promise<Joined | null> {
  let joining: Joining | null = null;
  const gaps: RecordingGap[] = [];
  let positionMs = 0;
  let reachedAt = stretches[0]?.from ?? 0;

  for (const { path, startedAt, until } of segments) {
    const input = new Input({
      source: new FilePathSource(path, { maxCacheSize: CACHE_BYTES }),
      formats: [WEBM, MATROSKA, MP4],
    });
    try {
      const found = await openSegment(input);
      if (found === null) continue;
      joining ??= await openOutput(output, type, found);
      const gap = gapBetween(reachedAt, startedAt, stretches);
      const lastedMs = await joining.append(found, {
        positionMs,
        limitMs: until - startedAt + STOP_SLACK_MS,
      });
      if (lastedMs === 0) continue;
      if (gap !== null) gaps.push({ atMs: Math.round(positionMs), ...gap });
      positionMs += lastedMs;
      reachedAt = startedAt + lastedMs;
    } finally {
      input.dispose();
    }
  }

  if (joining === null) return null;
  await joining.finish();
  const gap = gapBetween(reachedAt, stretches.at(-1)?.to ?? 0, stretches);
  if (gap !== null) gaps.push({ atMs: Math.round(positionMs), ...gap });
  return positionMs === 0 ? null : { durationMs: Math.round(positionMs), gaps };
}

/** What was not recorded between two moments: pauses alone, or also what should have been. */
function gapBetween(
  from: number,
  to: number,
  stretches: JoinRequest['stretches'],
): Omit<RecordingGap, 'atMs'> | null {
  const lastedMs = Math.round(to - from);
  const lostMs = stretches.reduce(
    (sum, stretch) => sum + Math.max(0, Math.min(to, stretch.to) - Math.max(from, stretch.from)),
    0,
  );
  if (lostMs > GAP_MS) return { lastedMs, why: 'missing' };
  const isPause = stretches.some((stretch, index) => {
    const next = stretches[index + 1];
    return next !== undefined && from < next.from && to > stretch.to && next.from > stretch.to;
  });
  return isPause && lastedMs > 0 ? { lastedMs, why: 'paused' } : null;
}

/** @returns null when there is nothing in it that can be read */
async function openSegment(
  input: Input,
): Promise<{ readonly sound: Sound | null; readonly picture: Picture | null } | null> {
  try {
    const sound = await input.getPrimaryAudioTrack();
    const picture = await input.getPrimaryVideoTrack();
    if (sound === null && picture === null) return null;
    return {
      sound: sound && { track: sound, sink: new EncodedPacketSink(sound) },
      picture: picture && { track: picture, sink: new EncodedPacketSink(picture) },
    };
  } catch {
    // Empty, or cut off before its first packet, or no recording at all.
    return null;
  }
}

type Found = NonNullable<Awaited<ReturnType<typeof openSegment>>>;
type Joining = Awaited<ReturnType<typeof openOutput>>;

async function openOutput(path: string, type: RecordingType, first: Found) {
  const output = new Output({
    format: type.endsWith('/mp4')
      ? new Mp4OutputFormat({ fastStart: false })
      : new WebMOutputFormat(),
    target: new FilePathTarget(path),
  });
  const soundCodec = (await first.sound?.track.getCodec()) ?? null;
  const pictureCodec = (await first.picture?.track.getCodec()) ?? null;
  const sound = soundCodec && new EncodedAudioPacketSource(soundCodec);
  const picture = pictureCodec && new EncodedVideoPacketSource(pictureCodec);
  if (picture) output.addVideoTrack(picture);
  if (sound) output.addAudioTrack(sound);
  await output.start();

  const soundConfig = (await first.sound?.track.getDecoderConfig()) ?? undefined;
  const pictureConfig = (await first.picture?.track.getDecoderConfig()) ?? undefined;

  return {
    /** @returns how much was appended, in milliseconds */
    async append(
      { sound: newSound, picture: newPicture }: Found,
      { positionMs, limitMs }: { readonly positionMs: number; readonly limitMs: number },
    ): Promise<number> {
      const isSameSound = newSound && (await newSound.track.getCodec()) === soundCodec;
      const isSamePicture = newPicture && (await newPicture.track.getCodec()) === pictureCodec;
      const packets = inOrder(
        isSameSound ? newSound.sink : null,
        isSamePicture ? newPicture.sink : null,
      );
      let base: number | null = null;
      let end = 0;
      const usual = { sound: 0, picture: 0 };
      for await (const { kind, packet } of packets) {
        base ??= packet.timestamp;
        const at = packet.timestamp - base;
        if (at * 1000 > limitMs) break;
        // WebM does not say how long the last packet is: as long as the one before.
        const duration = packet.duration || usual[kind];
        usual[kind] = duration;
        end = Math.max(end, at + duration);
        const moved = packet.clone({ timestamp: positionMs / 1000 + Math.max(0, at), duration });
        if (kind === 'sound') {
          await sound?.add(moved, soundConfig && { decoderConfig: soundConfig });
        } else {
          await picture?.add(moved, pictureConfig && { decoderConfig: pictureConfig });
        }
      }
      return end * 1000;
    },

    finish: () => output.finalize(),
  };
}

/**
 * The packets of both, by their time, so that neither is held back for the other. What cannot be
 * read any more is where the segment ends.
 */
async function* inOrder(
  sound: EncodedPacketSink | null,
  picture: EncodedPacketSink | null,
): AsyncGenerator<Passing> {
  const sounds = readable(sound);
  const pictures = readable(picture);
  let nextSound = await sounds.next();
  let nextPicture = await pictures.next();
  while (!nextSound.done || !nextPicture.done) {
    const isSound =
      !nextSound.done &&
      (nextPicture.done || nextSound.value.timestamp <= nextPicture.value.timestamp);
    if (isSound && !nextSound.done) {
      yield { kind: 'sound', packet: nextSound.value };
      nextSound = await sounds.next();
    } else if (!nextPicture.done) {
      yield { kind: 'picture', packet: nextPicture.value };
      nextPicture = await pictures.next();
    }
  }
}

async function* readable(sink: EncodedPacketSink | null): AsyncGenerator<EncodedPacket> {
  if (sink === null) return;
  try {
    yield* sink.packets();
  } catch {
    // The page was killed in the middle of a packet.
  }
}
