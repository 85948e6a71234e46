import type { CallTexts } from '../call-texts.ts';

/** What the system or an unanswered question stands in the way of. */
export const trouble: Pick<CallTexts['trouble'], 'dismissed' | 'system_denied' | 'interrupted'> = {
  dismissed: {
    camera: {
      what: 'The camera is not on yet.',
      why: 'The browser’s question was closed without an answer.',
      next: 'Try again and choose “Allow”, or go on with your voice only.',
    },
    microphone: {
      what: 'The microphone is not on yet.',
      why: 'The browser’s question was closed without an answer.',
      next: 'Try again and choose “Allow”.',
    },
    both: {
      what: 'The camera and microphone are not on yet.',
      why: 'The browser’s question was closed without an answer.',
      next: 'Try again and choose “Allow”.',
    },
  },
  system_denied: {
    camera: {
      what: 'The system blocks the camera.',
      why: 'This browser is not allowed to use it on this device.',
      next: 'Open the privacy settings of the system, allow the camera for this browser, then try again. You can also go on with your voice only.',
    },
    microphone: {
      what: 'The system blocks the microphone.',
      why: 'This browser is not allowed to use it on this device.',
      next: 'Open the privacy settings of the system, allow the microphone for this browser, then try again.',
    },
    both: {
      what: 'The system blocks the camera and microphone.',
      why: 'This browser is not allowed to use them on this device.',
      next: 'Open the privacy settings of the system, allow both for this browser, then try again.',
    },
  },
  interrupted: {
    camera: {
      what: 'The camera shows nothing at the moment.',
      why: 'The system has taken it, or it is covered.',
      next: 'It usually comes back by itself. If not, try again.',
    },
    microphone: {
      what: 'You cannot be heard at the moment.',
      why: 'A phone call, an assistant or a switch on the device has silenced the microphone.',
      next: 'It usually comes back by itself. If not, try again.',
    },
    both: {
      what: 'You cannot be seen or heard at the moment.',
      why: 'A phone call, an assistant or the system has taken the camera and microphone.',
      next: 'They usually come back by themselves. If not, try again.',
    },
  },
};
