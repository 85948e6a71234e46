/** What was painted in some time. */
export interface Painted {
  readonly frames: number;
  /** Spent on painting. */
  readonly busyMs: number;
  readonly spanMs: number;
}

/** A camera gives fewer frames in the dark; that alone is nobody's fault. Frames a second. */
const FEW_FRAMES = 10;
/** Above this share of its time the painting is what holds the frames up. */
const BUSY = 0.7;
/** So many spans in a row, so that a hiccup costs nothing. */
const SLOW_SPANS = 4;

/** How many spans in a row were too slow. */
export function paceOf(slowSpans: number, { frames, busyMs, spanMs }: Painted): number {
  const few = (1000 * frames) / spanMs < FEW_FRAMES;
  return few && busyMs / spanMs > BUSY ? slowSpans + 1 : 0;
}

export const isTooSlow = (slowSpans: number): boolean => slowSpans >= SLOW_SPANS;
