// oxlint-disable-next-line typescript/triple-slash-reference -- it declares a pattern of names, so there is nothing to import
/// <reference path="./worker-import.d.ts" />
import type { PictureEffect } from './effect-types.ts';
// oxlint-disable-next-line import/default -- what Vite makes of it has one: its class
import InlineWorker from './effect-worker.ts?worker&inline';
import { isTooSlow, type Painted, paceOf } from './pace.ts';
import { paint } from './paint.ts';
import type { FromWorker, ToWorker } from './worker-words.ts';

/** A camera's picture with an effect. */
export interface Processing {
  readonly track: MediaStreamTrack;
  change(effect: PictureEffect): void;
  /** The camera's own track goes on. Safe to repeat. */
  stop(): void;
}

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

/** A page's policy may forbid workers without a word. */
const WORKER_MS = 3000;
const SPAN_MS = 1000;

/**
 * Puts an effect on a camera's picture, in a worker where the browser can, else on the page.
 *
 * @param onTooSlow called once, when this device cannot keep up
 */
export async function startProcessing(
  camera: MediaStreamTrack,
  effect: PictureEffect,
  onTooSlow: () => void,
): Promise<Processing> {
  let slowSpans = 0;
  const onPainted = (painted: Painted) => {
    slowSpans = paceOf(slowSpans, painted);
    if (isTooSlow(slowSpans)) onTooSlow();
  };
  return (await startInWorker(camera, effect, onPainted)) ?? startOnPage(camera, effect, onPainted);
}

/** @see https://www.w3.org/TR/mediacapture-transform/ */
async function startInWorker(
  camera: MediaStreamTrack,
  effect: PictureEffect,
  onPainted: (painted: Painted) => void,
): Promise<Processing | null> {
  const { MediaStreamTrackProcessor, MediaStreamTrackGenerator } = globalThis as Insertable;
  if (!MediaStreamTrackProcessor || !MediaStreamTrackGenerator) return null;
  const worker = await openWorker();
  if (!worker) return null;
  const say = (said: ToWorker, transferred: Transferable[] = []) =>
    worker.postMessage(said, transferred);
  const { readable: frames } = new MediaStreamTrackProcessor({ track: camera });
  const track = new MediaStreamTrackGenerator({ kind: 'video' });
  const painted = track.writable;
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (data !== 'ready') onPainted(data);
  });
  say({ begin: { frames, painted, effect } }, [frames, painted]);
  return {
    track,
    change: (next) => say({ change: next }),
    stop() {
      track.stop();
      worker.terminate();
    },
  };
}

/** @returns null where there can be none */
async function openWorker(): Promise<Worker | null> {
  try {
    const worker = new InlineWorker();
    const ready = await new Promise<boolean>((resolve) => {
      worker.addEventListener('message', () => resolve(true), { once: true });
      worker.addEventListener('error', () => resolve(false), { once: true });
      setTimeout(resolve, WORKER_MS, false);
    });
    if (ready) return worker;
    worker.terminate();
  } catch {
    // The page's policy says no.
  }
  return null;
}

/** Every frame that a video shows is painted on a canvas, whose picture is a track again. */
async function startOnPage(
  camera: MediaStreamTrack,
  first: PictureEffect,
  onPainted: (painted: Painted) => void,
): Promise<Processing> {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream([camera]);
  const [context, scratch] = [contextOnPage(), contextOnPage()];
  let effect = first;
  let over = false;
  let span = { frames: 0, busyMs: 0, from: performance.now() };

  function draw() {
    if (over) return;
    const from = performance.now();
    const size = { width: video.videoWidth, height: video.videoHeight };
    if (context.canvas.width !== size.width) Object.assign(context.canvas, size);
    if (size.width > 0) paint(context, scratch, video, size, effect);
    const now = performance.now();
    span = { ...span, frames: span.frames + 1, busyMs: span.busyMs + now - from };
    if (now - span.from >= SPAN_MS) {
      onPainted({ ...span, spanMs: now - span.from });
      span = { frames: 0, busyMs: 0, from: now };
    }
    video.requestVideoFrameCallback(draw);
  }

  await video.play();
  draw();
  const [track] = context.canvas.captureStream().getVideoTracks();
  if (!track) throw new Error('a canvas without a track');
  return {
    track,
    change(next) {
      effect = next;
    },
    stop() {
      over = true;
      track.stop();
      video.srcObject = null;
    },
  };
}

function contextOnPage(): CanvasRenderingContext2D {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) throw new Error('no canvas');
  return context;
}
