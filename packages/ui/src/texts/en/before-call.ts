import type { BeforeCallTexts } from '../call-texts.ts';
import { diagnostics } from './diagnostics.ts';
import { effects } from './effects.ts';
import { trouble } from './trouble.ts';

const insecure = {
  what: 'The camera and microphone are out of reach.',
  why: 'This page was not loaded over a secure connection (https).',
  next: 'Open the page by its https address and try again.',
};
const unsupported = {
  what: 'Calls are not possible in this browser.',
  why: 'It cannot use a camera or microphone. Browsers inside other apps often cannot.',
  next: 'Open this page in Chrome, Edge, Firefox or Safari.',
};

export const beforeCall: BeforeCallTexts = {
  yourVideo: 'Your video',
  previewVideo: 'Your camera preview',
  hangUp: 'Hang up',
  duration: 'Duration',
  connecting: 'Connecting…',
  reconnecting: 'Reconnecting…',
  microphoneIsOff: 'Your microphone is off',
  startSound: 'Turn on the sound',
  camera: 'Camera',
  microphone: 'Microphone',
  speaker: 'Speaker',
  microphoneLevel: 'Microphone level',
  cameraNumber: (number) => `Camera ${number}`,
  microphoneNumber: (number) => `Microphone ${number}`,
  speakerNumber: (number) => `Speaker ${number}`,
  noDevice: 'None found',
  openingMedia: 'Waiting for your camera and microphone…',
  cameraOffInVoiceOnly: 'Voice only. Your camera stays off.',
  tryAgain: 'Try again',
  continueVoiceOnly: 'Continue with voice only',
  diagnostics,
  effects,
  selfTest: {
    title: 'Check camera, microphone and connection',
    loading: 'Loading the test…',
    unavailable: 'The test could not be loaded. Check your connection and try again.',
  },
  loadBrowser: () => import('./browser.ts'),
  trouble: {
    ...trouble,
    insecure: { camera: insecure, microphone: insecure, both: insecure },
    unsupported: { camera: unsupported, microphone: unsupported, both: unsupported },
    denied: {
      camera: {
        what: 'The camera is blocked.',
        why: 'This page was not given permission to use it.',
        next: 'Allow the camera in the site settings beside the address bar, then try again. You can also go on with your voice only.',
      },
      microphone: {
        what: 'The microphone is blocked.',
        why: 'This page was not given permission to use it.',
        next: 'Allow the microphone in the site settings beside the address bar, then try again.',
      },
      both: {
        what: 'The camera and microphone are blocked.',
        why: 'This page was not given permission to use them.',
        next: 'Allow them in the site settings beside the address bar, then try again.',
      },
    },
    no_device: {
      camera: {
        what: 'No camera was found.',
        why: 'None is connected, or it is switched off.',
        next: 'Connect a camera and try again, or go on with your voice only.',
      },
      microphone: {
        what: 'No microphone was found.',
        why: 'None is connected, or it is switched off.',
        next: 'Connect a microphone or a headset and try again.',
      },
      both: {
        what: 'No camera or microphone was found.',
        why: 'None is connected, or they are switched off.',
        next: 'Connect a headset or a camera and try again, or use your phone.',
      },
    },
    in_use: {
      camera: {
        what: 'The camera cannot be started.',
        why: 'Another program is probably using it.',
        next: 'Close other video programs and try again, or go on with your voice only.',
      },
      microphone: {
        what: 'The microphone cannot be started.',
        why: 'Another program is probably using it.',
        next: 'Close other programs that record sound and try again.',
      },
      both: {
        what: 'The camera and microphone cannot be started.',
        why: 'Another program is probably using them.',
        next: 'Close other call programs and try again.',
      },
    },
    ended: {
      camera: {
        what: 'The camera has stopped.',
        why: 'It was unplugged, or something else took it.',
        next: 'Connect it again or choose another one, then try again.',
      },
      microphone: {
        what: 'The microphone has stopped.',
        why: 'It was unplugged, or something else took it, such as a phone call.',
        next: 'Connect it again or choose another one, then try again.',
      },
      both: {
        what: 'The camera and microphone have stopped.',
        why: 'They were unplugged, or something else took them, such as a phone call.',
        next: 'Connect them again, then try again.',
      },
    },
  },
};
