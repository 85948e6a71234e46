import type { PictureEffect } from './effect-types.ts';
import { type HelperEvents, openHelper } from './helper.ts';
import type { Processing } from './processing.ts';

interface TrackProcessor {
  readonly readable: ReadableStream<VideoFrame>;
}
interface TrackGenerator extends MediaStreamTrack {
  readonly writable: WritableStream<VideoFrame>;
}
/** Only Chromium has these on a page; elsewhere they are undefined. */
interface Insertable {
  readonly MediaStreamTrackProcessor?: new (options: { track: MediaStreamTrack }) => TrackProcessor;
  readonly MediaStreamTrackGenerator?: new (options: { kind: 'video' }) => TrackGenerator;
}

/**
 * Frames go into a worker and come out of it painted.
 *
 * @returns null where they cannot
 * @see https://www.w3.org/TR/mediacapture-transform/
 */
export async function startInWorker(
  camera: MediaStreamTrack,
  effect: PictureEffect,
  events: HelperEvents,
): Promise<Processing | null> {
  const { MediaStreamTrackProcessor, MediaStreamTrackGenerator } = globalThis as Insertable;
  if (!MediaStreamTrackProcessor || !MediaStreamTrackGenerator) return null;
  const helper = await openHelper(events);
  if (!helper) return null;
  const { readable: frames } = new MediaStreamTrackProcessor({ track: camera });
  const track = new MediaStreamTrackGenerator({ kind: 'video' });
  const painted = track.writable;
  helper.say({ begin: { frames, painted, effect } }, [frames, painted]);
  if (effect === 'blur_background') helper.loadSegmenter();
  return {
    track,
    change(next) {
      helper.say({ change: next });
      if (next === 'blur_background') helper.loadSegmenter();
    },
    stop() {
      track.stop();
      helper.close();
    },
  };
}
