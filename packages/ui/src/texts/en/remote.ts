import type { RemoteTexts } from '../call-texts.ts';

export const remote: RemoteTexts = {
  microphoneOff: (name) => `${name}’s microphone is off.`,
  cameraOff: (name) => `${name}’s camera is off.`,
};
