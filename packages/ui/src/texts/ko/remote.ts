import type { RemoteTexts } from '../call-texts.ts';

export const remote: RemoteTexts = {
  microphoneOff: (name) => `${name} 님의 마이크가 꺼져 있습니다.`,
  cameraOff: (name) => `${name} 님의 카메라가 꺼져 있습니다.`,
};
