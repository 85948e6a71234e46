// oxlint-disable-next-line import/default -- what Vite makes of it has one: its class
import InlineWorker from './effect-worker.ts?worker&inline';
import type { MaskPicture } from './mask.ts';
import type { Painted } from './pace.ts';
// oxlint-disable-next-line import/default -- what our plugin makes of it has one: its address
import segmenterAddress from './segmenter.ts?address';
import type { FromWorker, ToWorker } from './worker-words.ts';

/** The worker of effects, as the page has it. */
export interface Helper {
  say(said: ToWorker, transferred?: Transferable[]): void;
  /** It is loaded once; how that ended is told each time. */
  loadSegmenter(): void;
  /** @param picture of `MASK_SIDE` squared; it is taken */
  maskOf(picture: ImageBitmap): Promise<MaskPicture>;
  close(): void;
}

export interface HelperEvents {
  readonly onPainted: (painted: Painted) => void;
  /** The person can be told from the background now, or never will be. */
  readonly onSegmenter: (state: 'loaded' | 'failed') => void;
}

/** A page's policy may forbid workers without a word. */
const WORKER_MS = 3000;

/** @returns null where there can be none */
export async function openHelper({ onPainted, onSegmenter }: HelperEvents): Promise<Helper | null> {
  const worker = await openWorker();
  if (!worker) return null;
  let segmenter: 'none' | 'loading' | 'loaded' | 'failed' = 'none';
  let onMask: ((mask: MaskPicture) => void) | null = null;
  const say = (said: ToWorker, transferred: Transferable[] = []) =>
    worker.postMessage(said, transferred);
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if ('painted' in data) onPainted(data.painted);
    else if ('mask' in data) onMask?.(data.mask);
    else if ('segmenter' in data) {
      segmenter = data.segmenter;
      onSegmenter(segmenter);
    }
  });
  return {
    say,
    loadSegmenter() {
      if (segmenter === 'loaded' || segmenter === 'failed') onSegmenter(segmenter);
      if (segmenter !== 'none') return;
      segmenter = 'loading';
      // Absolute, since a worker that came as text has no address to start from.
      say({ segmenter: new URL(segmenterAddress, import.meta.url).href });
    },
    maskOf(picture) {
      say({ segment: picture }, [picture]);
      return new Promise((resolve) => {
        onMask = resolve;
      });
    },
    close: () => worker.terminate(),
  };
}

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
