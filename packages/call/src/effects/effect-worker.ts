// Paints frames away from the page's own thread; it is put into the page's script as text, since a
// page of another origin may run no worker of ours by its address.
import type { PictureEffect } from './effect-types.ts';
import { paint } from './paint.ts';
import type { FromWorker, ToWorker } from './worker-words.ts';

const SPAN_MS = 1000;

/** The worker's own ends; the types of a page know none. */
const page = globalThis as unknown as {
  postMessage(said: FromWorker, options: StructuredSerializeOptions): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ToWorker>) => void): void;
};

let effect: PictureEffect = 'none';
const say = (said: FromWorker) => page.postMessage(said, {});

function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new Error('no canvas');
  return context;
}

async function run(frames: ReadableStream<VideoFrame>, painted: WritableStream<VideoFrame>) {
  const context = contextOf(2, 2);
  const scratch = contextOf(2, 2);
  let span = { frames: 0, busyMs: 0, from: performance.now() };
  const painter = new TransformStream<VideoFrame, VideoFrame>({
    transform(frame, controller) {
      const from = performance.now();
      const { displayWidth: width, displayHeight: height, timestamp } = frame;
      const { canvas } = context;
      if (canvas.width !== width || canvas.height !== height) {
        Object.assign(canvas, { width, height });
      }
      paint(context, scratch, frame, { width, height }, effect);
      frame.close();
      controller.enqueue(new VideoFrame(canvas, { timestamp }));
      const now = performance.now();
      span = { ...span, frames: span.frames + 1, busyMs: span.busyMs + now - from };
      if (now - span.from < SPAN_MS) return;
      say({ frames: span.frames, busyMs: span.busyMs, spanMs: now - span.from });
      span = { frames: 0, busyMs: 0, from: now };
    },
  });
  await frames.pipeThrough(painter).pipeTo(painted);
}

page.addEventListener('message', ({ data }) => {
  if ('change' in data) {
    effect = data.change;
    return;
  }
  ({ effect } = data.begin);
  // It ends with the track, or with the page.
  run(data.begin.frames, data.begin.painted).catch(() => {});
});
say('ready');
