import type { PictureEffect } from './effect-types.ts';

/** A camera's picture with an effect. */
export interface Processing {
  readonly track: MediaStreamTrack;
  change(effect: PictureEffect): void;
  /** The camera's own track goes on. Safe to repeat. */
  stop(): void;
}
