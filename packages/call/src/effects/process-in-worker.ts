import { insertable } from '../insertable.ts';
import type { PictureEffect } from './effect-types.ts';
import { type HelperEvents, openHelper } from './helper.ts';
import type { Processing } from './processing.ts';

/**
 * Frames go into a worker and come out of it painted.
 *
 * @returns null where they cannot
 */
export async function startInWorker(
  camera: MediaStreamTrack,
  effect: PictureEffect,
  events: HelperEvents,
): Promise<Processing | null> {
  const { MediaStreamTrackProcessor, MediaStreamTrackGenerator } = insertable();
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
