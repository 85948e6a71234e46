/** The segmenter sees pictures of so many pixels, whatever their shape was, and answers in as many. */
export const MASK_SIDE = 256;

/** How far a pixel looks around: what is alone, as a single pixel or the steps of an edge, goes. */
const RADIUS = 2;
/**
 * Below the one nobody is there, above the other somebody is; between them is the edge. Rather a hair
 * too little than a rim of the background.
 */
const [NOBODY, SOMEBODY] = [0.45, 0.8];
/** How far a mask follows what was seen last, so that edges do not flicker. */
const FOLLOWS = 0.7;

/** RGBA of {@link MASK_SIDE} squared. */
export type MaskPicture = Uint8ClampedArray<ArrayBuffer>;

export interface Mask {
  /** Opaque where somebody is, without a colour of its own. */
  readonly picture: MaskPicture;
  /** @param confidences that a pixel is of a person, 0 to 1; the next frame's */
  update(confidences: Float32Array): void;
}

export function createMask(): Mask {
  const picture = new Uint8ClampedArray(MASK_SIDE * MASK_SIDE * 4);
  const across = new Float32Array(MASK_SIDE * MASK_SIDE);
  const smooth = new Float32Array(MASK_SIDE * MASK_SIDE);
  return {
    picture,
    update(confidences) {
      for (let line = 0; line < MASK_SIDE; line++) {
        smoothLine(confidences, across, line * MASK_SIDE, 1);
      }
      for (let line = 0; line < MASK_SIDE; line++) smoothLine(across, smooth, line, MASK_SIDE);
      for (let pixel = 0; pixel < smooth.length; pixel++) {
        const at = 4 * pixel + 3;
        const before = picture[at] ?? 0;
        picture[at] = before + FOLLOWS * (255 * opacityOf(smooth[pixel] ?? 0) - before);
      }
    },
  };
}

/** Each becomes the mean of those around it; beyond the edge all is as on it. */
function smoothLine(from: Float32Array, into: Float32Array, start: number, step: number): void {
  const at = (index: number) =>
    from[start + step * Math.min(MASK_SIDE - 1, Math.max(0, index))] ?? 0;
  let sum = 0;
  for (let index = -RADIUS; index <= RADIUS; index++) sum += at(index);
  for (let index = 0; index < MASK_SIDE; index++) {
    into[start + step * index] = sum / (2 * RADIUS + 1);
    sum += at(index + RADIUS + 1) - at(index - RADIUS);
  }
}

/** Smoothly from nothing to all. */
function opacityOf(confidence: number): number {
  const share = Math.min(1, Math.max(0, (confidence - NOBODY) / (SOMEBODY - NOBODY)));
  return share * share * (3 - 2 * share);
}
