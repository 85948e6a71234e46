import type { RecordingTexts } from '../call-texts.ts';

export const recording: RecordingTexts = {
  on: '이 상담은 녹음되고 있습니다',
  paused: '녹음이 일시 중지되었습니다',
  stop: '녹음 중지',
  consentTitle: '녹음 동의',
  consentAsked: {
    voice: (name) => `${name} 님이 이 상담에서 두 분이 나누는 말을 녹음하려고 합니다.`,
    picture: (name) =>
      `${name} 님이 이 상담에서 두 분이 나누는 말과 두 카메라의 영상을 녹화하려고 합니다.`,
  },
  consentUse: {
    voice: '이 창구를 담당하는 사람만 들을 수 있습니다. 언제든지 녹음을 중지할 수 있습니다.',
    picture: '이 창구를 담당하는 사람만 보고 들을 수 있습니다. 언제든지 녹화를 중지할 수 있습니다.',
  },
  allow: '녹음 허용',
  refuse: '허용하지 않음',
  notSaid: '답변이 서버에 전달되지 않았습니다. 다시 시도해 주세요.',
};
