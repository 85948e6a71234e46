/**
 * Tells a person from the background.
 *
 * @param picture of `MASK_SIDE` squared
 * @param onConfidences called before this returns, with the confidence of each pixel that it is of a
 * person, 0 to 1; they are not to be kept
 */
export type Segmenter = (
  picture: OffscreenCanvas | ImageBitmap,
  onConfidences: (confidences: Float32Array) => void,
) => void;

/** What `segmenter.ts` exports, for whoever imports it by its address. */
export interface SegmenterModule {
  readonly openSegmenter: () => Promise<Segmenter>;
}
