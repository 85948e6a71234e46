import type { EffectTexts } from '../effect-texts.ts';

export const effects: EffectTexts = {
  title: 'Picture effect',
  effects: {
    none: 'None',
    blur_background: 'Blur the background',
    soft_blur: 'Soft blur of everything',
    grey: 'Grey',
    warm: 'Warm',
    high_contrast: 'High contrast',
  },
  mirror: 'See myself as in a mirror',
  notices: {
    loading: 'Loading. Until then everything is blurred.',
    too_slow: 'The effect is off: this device is too slow for it.',
    unavailable: 'The effect cannot be had on this page. Your picture is sent without it.',
    all_too_slow: 'Everything is blurred: this device is too slow for the background alone.',
    all_unavailable: 'Everything is blurred: the background alone cannot be had on this page.',
    no_picture: 'No picture is sent, since it cannot be blurred. Choose another effect to be seen.',
  },
};
