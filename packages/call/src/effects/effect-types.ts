import type { StoreApi } from 'zustand/vanilla';

/** What may be done to a picture before it is sent. */
export const PICTURE_EFFECTS = ['none', 'soft_blur', 'grey', 'warm', 'high_contrast'] as const;

export type PictureEffect = (typeof PICTURE_EFFECTS)[number];

export interface EffectsState {
  readonly effect: PictureEffect;
  /** One's own view is shown as in a mirror; nobody else's is. */
  readonly mirrored: boolean;
  /** Why there is no effect any more: this device cannot keep up, or its code cannot be had. */
  readonly notice: 'too_slow' | 'unavailable' | null;
}

/** The effect on the picture that is sent; remembered by this browser. */
export interface Effects {
  readonly store: StoreApi<EffectsState>;
  readonly choose: (effect: PictureEffect) => void;
  readonly mirror: (mirrored: boolean) => void;
}
