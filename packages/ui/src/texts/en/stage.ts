import type { StageTexts } from '../call-texts.ts';

export const stage: StageTexts = {
  callWith: (name) => `Call with ${name}`,
  controls: 'Call controls',
  consultantVideo: "Consultant's video",
  callerVideo: "Caller's video",
  moveYourVideo: 'Move your picture to another corner',
  muteMicrophone: 'Mute microphone',
  unmuteMicrophone: 'Unmute microphone',
  turnCameraOff: 'Turn camera off',
  turnCameraOn: 'Turn camera on',
  fullScreen: 'Full screen',
  leaveFullScreen: 'Leave full screen',
};
