// Paints frames away from the page's own thread; it is put into the page's script as text, since a
// page of another origin may run no worker of ours by its address.
import type { PictureEffect } from './effect-types.ts';
import { createMask, MASK_SIDE } from './mask.ts';
import { type Canvases, type Masked, paint, resize } from './paint.ts';
import type { Segmenter, SegmenterModule } from './segmenter-types.ts';
import type { FromWorker, ToWorker } from './worker-words.ts';

const SPAN_MS = 1000;

/** The worker's own ends; the types of a page know none. */
const page = globalThis as unknown as {
  postMessage(said: FromWorker, options: StructuredSerializeOptions): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ToWorker>) => void): void;
};

let effect: PictureEffect = 'none';
/** Null until it is loaded, and when it fails. */
let segmenter: Segmenter | null = null;
const mask = createMask();
const say = (said: FromWorker) => page.postMessage(said, {});

function contextOf(side: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(side, side).getContext('2d');
  if (!context) throw new Error('no canvas');
  return context;
}

async function run(frames: ReadableStream<VideoFrame>, painted: WritableStream<VideoFrame>) {
  const canvases = { picture: contextOf(2), small: contextOf(2) };
  const maskedOf = createMasking();
  let span = { frames: 0, busyMs: 0, from: performance.now() };
  const painter = new TransformStream<VideoFrame, VideoFrame>({
    transform(frame, controller) {
      const from = performance.now();
      const size = { width: frame.displayWidth, height: frame.displayHeight };
      resize(canvases.picture, size);
      paint(canvases, frame, size, effect, maskedOf(frame));
      const { timestamp } = frame;
      frame.close();
      controller.enqueue(new VideoFrame(pictureIn(canvases), { timestamp, alpha: 'discard' }));
      const now = performance.now();
      span = { ...span, frames: span.frames + 1, busyMs: span.busyMs + now - from };
      if (now - span.from < SPAN_MS) return;
      say({ painted: { frames: span.frames, busyMs: span.busyMs, spanMs: now - span.from } });
      span = { frames: 0, busyMs: 0, from: now };
    },
  });
  await frames.pipeThrough(painter).pipeTo(painted);
}

const pictureIn = ({ picture }: Canvases) => picture.canvas;

/** @returns what gives a frame's mask, where one is needed and can be had */
function createMasking() {
  const shrunk = contextOf(MASK_SIDE);
  const shown = contextOf(MASK_SIDE);
  return (frame: VideoFrame): Masked | null => {
    if (effect !== 'blur_background' || !segmenter) return null;
    shrunk.drawImage(frame, 0, 0, MASK_SIDE, MASK_SIDE);
    // What it knew before is no mask of this frame.
    if (!segment(shrunk.canvas)) return null;
    shown.putImageData(new ImageData(mask.picture, MASK_SIDE, MASK_SIDE), 0, 0);
    return { small: shrunk.canvas, mask: shown.canvas };
  };
}

/** Brings the mask up to this picture. @returns false when it cannot */
function segment(picture: OffscreenCanvas | ImageBitmap): boolean {
  try {
    segmenter?.(picture, (confidences) => mask.update(confidences));
    return true;
  } catch {
    // As when the browser takes WebGL away.
    segmenter = null;
    say({ segmenter: 'failed' });
    return false;
  }
}

async function load(address: string) {
  try {
    const { openSegmenter }: SegmenterModule = await import(/* @vite-ignore */ address);
    segmenter = await openSegmenter();
    say({ segmenter: 'loaded' });
  } catch {
    say({ segmenter: 'failed' });
  }
}

page.addEventListener('message', ({ data }) => {
  if ('begin' in data) {
    ({ effect } = data.begin);
    // It ends with the track, or with the page.
    run(data.begin.frames, data.begin.painted).catch(() => {});
  } else if ('change' in data) {
    effect = data.change;
  } else if ('segmenter' in data) {
    void load(data.segmenter);
  } else {
    segment(data.segment);
    data.segment.close();
    say({ mask: mask.picture });
  }
});
say({ ready: true });
