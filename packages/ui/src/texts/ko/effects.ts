import type { EffectTexts } from '../effect-texts.ts';

export const effects: EffectTexts = {
  title: '영상 효과',
  effects: {
    none: '없음',
    blur_background: '배경만 흐리게',
    soft_blur: '전체 흐리게',
    grey: '흑백',
    warm: '따뜻하게',
    high_contrast: '고대비',
  },
  mirror: '내 모습을 거울처럼 보기',
  notices: {
    loading: '불러오는 중입니다. 그때까지 전체를 흐리게 합니다.',
    too_slow: '이 기기에서 너무 느려서 효과를 껐습니다.',
    unavailable: '이 페이지에서는 효과를 사용할 수 없습니다. 효과 없이 영상을 보냅니다.',
    all_too_slow: '이 기기에서 배경만 흐리게 하기에는 너무 느려서 전체를 흐리게 합니다.',
    all_unavailable: '이 페이지에서는 배경만 흐리게 할 수 없어서 전체를 흐리게 합니다.',
    no_picture: '흐리게 할 수 없어서 영상을 보내지 않습니다. 보이려면 다른 효과를 선택하세요.',
  },
};
