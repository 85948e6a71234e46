import type { EffectTexts } from '../effect-texts.ts';

export const effects: EffectTexts = {
  title: 'Picture effect',
  effects: {
    none: 'None',
    soft_blur: 'Soft blur of everything',
    grey: 'Grey',
    warm: 'Warm',
    high_contrast: 'High contrast',
  },
  mirror: 'See myself as in a mirror',
  notices: {
    too_slow: 'The effect is off: this device is too slow for it.',
    unavailable: 'The effect cannot be had on this page. Your picture is sent without it.',
  },
};
