import type { StoreApi } from 'zustand/vanilla';

/** What may be done to a picture before it is sent. */
export const PICTURE_EFFECTS = [
  'none',
  'blur_background',
  'soft_blur',
  'grey',
  'warm',
  'high_contrast',
] as const;

export type PictureEffect = (typeof PICTURE_EFFECTS)[number];

export interface EffectsState {
  readonly effect: PictureEffect;
  /** One's own view is shown as in a mirror; nobody else's is. */
  readonly mirrored: boolean;
  readonly notice: EffectNotice | null;
}

/**
 * What there is to say of an effect:
 *
 * - `loading`: until the person can be told from the background, everything is blurred
 * - `too_slow`, `unavailable`: there is none any more, since this device cannot keep up, or its code cannot be had
 * - `all_too_slow`, `all_unavailable`: for these reasons not the background alone is blurred, but everything
 * - `no_picture`: not even that can be done, so no picture is sent
 */
export type EffectNotice =
  | 'loading'
  | 'too_slow'
  | 'unavailable'
  | 'all_too_slow'
  | 'all_unavailable'
  | 'no_picture';

/** The effect on the picture that is sent; remembered by this browser. */
export interface Effects {
  readonly store: StoreApi<EffectsState>;
  readonly choose: (effect: PictureEffect) => void;
  readonly mirror: (mirrored: boolean) => void;
}
