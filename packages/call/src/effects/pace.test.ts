import { describe, expect, it } from 'vitest';
import { isTooSlow, type Painted, paceOf } from './pace.ts';

const second = (frames: number, busyMs: number): Painted => ({ frames, busyMs, spanMs: 1000 });
const after = (...painted: Painted[]) => isTooSlow(painted.reduce(paceOf, 0));

const slow = second(4, 980);
const quick = second(30, 120);

describe('an effect is too slow', () => {
  it('when painting leaves few frames for some seconds', () => {
    expect(after(slow, slow, slow)).toBe(false);
    expect(after(slow, slow, slow, slow)).toBe(true);
  });

  it('not for a hiccup', () => {
    expect(after(slow, slow, slow, quick, slow)).toBe(false);
  });

  it('not when the camera gives few frames by itself, as in the dark', () => {
    const dark = second(5, 60);
    expect(after(dark, dark, dark, dark, dark, dark)).toBe(false);
  });

  it('not when it is busy, and yet fast enough', () => {
    const busy = second(24, 900);
    expect(after(busy, busy, busy, busy, busy)).toBe(false);
  });
});
