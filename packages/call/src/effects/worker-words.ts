import type { PictureEffect } from './effect-types.ts';
import type { MaskPicture } from './mask.ts';
import type { Painted } from './pace.ts';

/** Said to the worker that paints. */
export type ToWorker =
  /** Where frames come from and go to. */
  | {
      readonly begin: {
        readonly frames: ReadableStream<VideoFrame>;
        readonly painted: WritableStream<VideoFrame>;
        readonly effect: PictureEffect;
      };
    }
  | { readonly change: PictureEffect }
  /** From where to load the segmenter. */
  | { readonly segmenter: string }
  /** A small picture whose mask the page wants, where it paints itself. */
  | { readonly segment: ImageBitmap };

/** Said by it. */
export type FromWorker =
  | { readonly ready: true }
  | { readonly painted: Painted }
  | { readonly segmenter: 'loaded' | 'failed' }
  | { readonly mask: MaskPicture };
