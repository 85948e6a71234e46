import type { PictureEffect } from './effect-types.ts';
import { type Helper, type HelperEvents, openHelper } from './helper.ts';
import { MASK_SIDE } from './mask.ts';
import { type Masked, paint, resize } from './paint.ts';
import type { Processing } from './processing.ts';

const SPAN_MS = 1000;

/** Every frame that a video shows is painted on a canvas, whose picture is a track again. */
export async function startOnPage(
  camera: MediaStreamTrack,
  first: PictureEffect,
  events: HelperEvents,
): Promise<Processing> {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream([camera]);
  const canvases = { picture: openContext(), small: openContext() };
  /** The frame that is being painted: the video goes on meanwhile. */
  const frame = openContext();
  const masking = createMasking(events);
  let effect = first;
  let over = false;
  let span = { frames: 0, busyMs: 0, from: performance.now() };

  async function draw() {
    const from = performance.now();
    const size = { width: video.videoWidth, height: video.videoHeight };
    if (size.width > 0) {
      resize(frame, size);
      frame.drawImage(video, 0, 0);
      const masked = effect === 'blur_background' ? await masking.maskedOf(frame.canvas) : null;
      resize(canvases.picture, size);
      paint(canvases, frame.canvas, size, effect, masked);
    }
    const now = performance.now();
    span = { ...span, frames: span.frames + 1, busyMs: span.busyMs + now - from };
    if (now - span.from >= SPAN_MS) {
      events.onPainted({ ...span, spanMs: now - span.from });
      span = { frames: 0, busyMs: 0, from: now };
    }
    if (!over) video.requestVideoFrameCallback(() => void draw());
  }

  await video.play();
  if (first === 'blur_background') void masking.load();
  await draw();
  const [track] = canvases.picture.canvas.captureStream().getVideoTracks();
  if (!track) throw new Error('a canvas without a track');
  return {
    track,
    change(next) {
      effect = next;
      if (next === 'blur_background') void masking.load();
    },
    stop() {
      over = true;
      track.stop();
      masking.close();
      video.srcObject = null;
    },
  };
}

/** Persons are told from the background in the worker here, too: it would hold the page up. */
function createMasking(events: HelperEvents) {
  const [shrunk, shown] = [openContext(), openContext()];
  for (const context of [shrunk, shown]) resize(context, { width: MASK_SIDE, height: MASK_SIDE });
  let opening: Promise<Helper | null> | null = null;
  /** Null until it can. */
  let ready: Helper | null = null;
  let closed = false;

  const open = async () => {
    const helper = await openHelper({
      ...events,
      onSegmenter(state) {
        ready = state === 'loaded' ? helper : null;
        events.onSegmenter(state);
      },
    });
    if (closed) helper?.close();
    return helper;
  };

  return {
    async load() {
      opening ??= open();
      const helper = await opening;
      if (closed) return;
      if (helper) helper.loadSegmenter();
      else events.onSegmenter('failed');
    },
    /** @returns null while there can be none */
    async maskedOf(picture: HTMLCanvasElement): Promise<Masked | null> {
      if (!ready) return null;
      shrunk.drawImage(picture, 0, 0, MASK_SIDE, MASK_SIDE);
      const mask = await ready.maskOf(await createImageBitmap(shrunk.canvas));
      shown.putImageData(new ImageData(mask, MASK_SIDE, MASK_SIDE), 0, 0);
      return { small: shrunk.canvas, mask: shown.canvas };
    },
    close() {
      closed = true;
      void opening?.then((helper) => helper?.close());
    },
  };
}

function openContext(): CanvasRenderingContext2D {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) throw new Error('no canvas');
  return context;
}
