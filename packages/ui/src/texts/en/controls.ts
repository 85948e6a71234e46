import type { ControlsTexts } from '../call-texts.ts';

export const controls: ControlsTexts = {
  shareScreen: 'Share screen',
  stopSharing: 'Stop sharing',
  more: 'More',
  devices: 'Camera, microphone and speaker',
  flipCamera: 'Turn to the other camera',
  pictureInPicture: 'Picture in picture',
  notice: {
    speakingMuted: 'You are muted. Hold the space bar to speak, or turn the microphone on.',
    screenFailed: 'The screen could not be shared. The browser or the system does not allow it.',
    replaced: (label) => `Your microphone is gone. You are heard through ${label} now.`,
    pluggedIn: (label) => `${label} has been connected.`,
    useIt: 'Use it',
    dismiss: 'Dismiss',
  },
};
