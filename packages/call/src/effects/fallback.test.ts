import { describe, expect, it } from 'vitest';
import { PICTURE_EFFECTS } from './effect-types.ts';
import { fallbackOf, hides } from './fallback.ts';

describe('an effect that cannot be had', () => {
  it('is switched off when it hides nothing', () => {
    expect(fallbackOf('grey', 'too_slow')).toEqual({ effect: 'none', notice: 'too_slow' });
    expect(fallbackOf('warm', 'unavailable')).toEqual({ effect: 'none', notice: 'unavailable' });
  });

  it('gives way to what hides more, at last to no picture', () => {
    const blurred = fallbackOf('blur_background', 'too_slow');
    expect(blurred).toEqual({ effect: 'soft_blur', notice: 'all_too_slow' });
    expect(fallbackOf(blurred.effect, 'too_slow')).toEqual({
      effect: 'soft_blur',
      notice: 'no_picture',
    });
  });

  it('never shows what it hid', () => {
    for (const effect of PICTURE_EFFECTS.filter(hides)) {
      for (const why of ['too_slow', 'unavailable'] as const) {
        expect(hides(fallbackOf(effect, why).effect)).toBe(true);
      }
    }
  });
});
