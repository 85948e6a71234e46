import type { EffectsState, PictureEffect } from '@peerdesk/call';

export interface EffectTexts {
  readonly title: string;
  readonly effects: Record<PictureEffect, string>;
  readonly mirror: string;
  readonly notices: Record<NonNullable<EffectsState['notice']>, string>;
}
