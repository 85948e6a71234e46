// oxlint-disable-next-line typescript/triple-slash-reference -- it declares patterns of names, so there is nothing to import
/// <reference path="./build-imports.d.ts" />
import type { PictureEffect } from './effect-types.ts';
import type { HelperEvents } from './helper.ts';
import { isTooSlow, paceOf } from './pace.ts';
import { startInWorker } from './process-in-worker.ts';
import { startOnPage } from './process-on-page.ts';
import type { Processing } from './processing.ts';

/**
 * Puts an effect on a camera's picture, in a worker where the browser can, else on the page.
 *
 * @param onTooSlow this device cannot keep up with the effect
 * @param onSegmenter the person can be told from the background now, or never will be
 */
export async function startProcessing(
  camera: MediaStreamTrack,
  effect: PictureEffect,
  onTooSlow: () => void,
  onSegmenter: HelperEvents['onSegmenter'],
): Promise<Processing> {
  let slowSpans = 0;
  const events: HelperEvents = {
    onSegmenter,
    onPainted(painted) {
      slowSpans = paceOf(slowSpans, painted);
      if (!isTooSlow(slowSpans)) return;
      // What takes its place is watched from here on.
      slowSpans = 0;
      onTooSlow();
    },
  };
  return (await startInWorker(camera, effect, events)) ?? startOnPage(camera, effect, events);
}
