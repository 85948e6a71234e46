import type { EffectNotice, PictureEffect } from './effect-types.ts';

/** Whoever chose one of these does not want to be seen as they are, or where they are. */
export const hides = (effect: PictureEffect): boolean =>
  effect === 'blur_background' || effect === 'soft_blur';

export interface Fallback {
  readonly effect: PictureEffect;
  readonly notice: EffectNotice;
}

/** What becomes of an effect that cannot be had: what it hid is never shown instead. */
export function fallbackOf(effect: PictureEffect, why: 'too_slow' | 'unavailable'): Fallback {
  switch (effect) {
    case 'blur_background':
      return { effect: 'soft_blur', notice: `all_${why}` };
    case 'soft_blur':
      return { effect, notice: 'no_picture' };
    case 'none':
    case 'grey':
    case 'warm':
    case 'high_contrast':
      return { effect: 'none', notice: why };
    default:
      return effect satisfies never;
  }
}
