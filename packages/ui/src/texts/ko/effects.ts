import type { EffectTexts } from '../effect-texts.ts';

export const effects: EffectTexts = {
  title: '영상 효과',
  effects: {
    none: '없음',
    soft_blur: '전체 흐리게',
    grey: '흑백',
    warm: '따뜻하게',
    high_contrast: '고대비',
  },
  mirror: '내 모습을 거울처럼 보기',
  notices: {
    too_slow: '이 기기에서 너무 느려서 효과를 껐습니다.',
    unavailable: '이 페이지에서는 효과를 사용할 수 없습니다. 효과 없이 영상을 보냅니다.',
  },
};
