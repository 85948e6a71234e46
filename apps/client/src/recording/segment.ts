import type { RecordingTrack } from '@peerdesk/protocol';
import { RECORDED_TRACKS, type RecordedStreams } from './sound.ts';

/** A killed page loses what is younger. */
const SLICE_MS = 1000;
const AUDIO_BITS_PER_SECOND = 64_000;
const VIDEO_BITS_PER_SECOND = 1_000_000;

/** One run of the recorders, all tracks together. */
export interface Segment {
  /** Resolves when the last bytes have been handed over. Safe to repeat. */
  stop(): Promise<void>;
}

/**
 * @param typeOf what each track is recorded into
 * @param onBytes in the order of recording; the next ones of the track wait for it
 * @see https://www.w3.org/TR/mediastream-recording/
 */
export function startSegment(
  streams: RecordedStreams,
  typeOf: (track: RecordingTrack) => string,
  onBytes: (track: RecordingTrack, bytes: Uint8Array<ArrayBuffer>) => Promise<void>,
): Segment {
  const runs = RECORDED_TRACKS.map((track) => {
    const recorder = new MediaRecorder(streams[track], {
      mimeType: typeOf(track),
      audioBitsPerSecond: AUDIO_BITS_PER_SECOND,
      videoBitsPerSecond: VIDEO_BITS_PER_SECOND,
    });
    let handed = Promise.resolve();
    const over = new Promise<void>((resolve) => {
      recorder.addEventListener('stop', () => resolve());
    });
    recorder.addEventListener('dataavailable', ({ data }) => {
      if (data.size === 0) return;
      handed = handed.then(async () => onBytes(track, new Uint8Array(await data.arrayBuffer())));
    });
    recorder.start(SLICE_MS);
    return {
      async stop() {
        if (recorder.state !== 'inactive') recorder.stop();
        await over;
        await handed;
      },
    };
  });
  return {
    async stop() {
      await Promise.all(runs.map((run) => run.stop()));
    },
  };
}
