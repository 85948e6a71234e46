import type { PictureEffect } from './effect-types.ts';
import type { Painted } from './pace.ts';

/** Said to the worker that paints: first where frames come from and go to, then changes. */
export type ToWorker =
  | {
      readonly begin: {
        readonly frames: ReadableStream<VideoFrame>;
        readonly painted: WritableStream<VideoFrame>;
        readonly effect: PictureEffect;
      };
    }
  | { readonly change: PictureEffect };

/** Said by it: `ready` once it runs, then how it gets on. */
export type FromWorker = 'ready' | Painted;
