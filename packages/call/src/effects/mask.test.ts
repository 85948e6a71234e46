import { describe, expect, it } from 'vitest';
import { createMask, MASK_SIDE } from './mask.ts';

/** What the segmenter says of each pixel. */
const seen = (confidenceAt: (x: number, y: number) => number) =>
  Float32Array.from({ length: MASK_SIDE ** 2 }, (_, index) =>
    confidenceAt(index % MASK_SIDE, Math.floor(index / MASK_SIDE)),
  );
const somebody = seen(() => 0.99);
const nobody = seen(() => 0.01);

/** How opaque it is somewhere after some frames, 0 to 255. */
function opacityAfter(frames: readonly Float32Array[], x = 100, y = 100): number {
  const mask = createMask();
  for (const frame of frames) mask.update(frame);
  return mask.picture[4 * (y * MASK_SIDE + x) + 3] ?? Number.NaN;
}
const five = (frame: Float32Array) => [frame, frame, frame, frame, frame];

describe('a mask', () => {
  it('shows a person up to the edge of the picture, and nothing where nobody is', () => {
    for (const [x, y] of [
      [100, 100],
      [0, 0],
      [MASK_SIDE - 1, MASK_SIDE - 1],
    ] as const) {
      expect(opacityAfter(five(somebody), x, y)).toBeGreaterThan(250);
      expect(opacityAfter(five(nobody), x, y)).toBe(0);
    }
  });

  it('has soft edges, inside the person', () => {
    const left = five(seen((x) => (x < 100 ? 1 : 0)));
    const across = [96, 97, 98, 99, 100, 101].map((x) => opacityAfter(left, x));
    expect(across).toEqual(across.toSorted((one, other) => other - one));
    expect(across[0]).toBeGreaterThan(250);
    expect(across.filter((opacity) => opacity > 20 && opacity < 235).length).toBeGreaterThan(0);
    expect(across.slice(4)).toEqual([0, 0]);
  });

  it('takes no single pixel for somebody', () => {
    const speck = seen((x, y) => (x === 100 && y === 100 ? 1 : 0));
    expect(opacityAfter(five(speck))).toBe(0);
  });

  it('does not flicker with a single frame, and follows all the same', () => {
    expect(opacityAfter([...five(somebody), nobody])).toBeGreaterThan(50);
    expect(opacityAfter([...five(somebody), ...five(nobody)])).toBeLessThan(10);
  });

  it('has no colour of its own', () => {
    const mask = createMask();
    mask.update(somebody);
    expect([...mask.picture.subarray(0, 3)]).toEqual([0, 0, 0]);
  });
});
