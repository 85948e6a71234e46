import { beforeCall as call } from '@peerdesk/ui/texts/en/before-call';
import type { WidgetTexts } from './widget-texts.ts';

const ours = {
  what: 'Something went wrong on our side.',
  next: 'Please try again in a moment.',
};
const notYourCall = {
  what: 'This page no longer has a place in the queue.',
  next: 'Please start again.',
};

export const texts: WidgetTexts = {
  call,
  loadInCall: async () => (await import('@peerdesk/ui/texts/en')).en,
  loadAfterCall: async () => (await import('./en/after-call.ts')).afterCall,
  videoConsultation: 'Video consultation',
  close: 'Close',
  minimise: 'Make small',
  restore: 'Open the consultation again',
  reload: 'Reload the page',
  startAgain: 'Start again',

  cameraAsked: 'Your browser asks for the camera and microphone. Nobody sees you yet.',
  microphoneAsked: 'Your browser asks for the microphone. Nobody hears you yet.',
  howToTalk: 'How would you like to talk?',
  video: 'Video',
  voiceOnly: 'Voice only',
  yourName: 'Your name',
  nameMissing: 'Please tell us your name.',
  howCanWeHelp: 'How can we help?',
  optional: 'optional',
  mayRecord: 'I agree that what we say may be recorded. I can stop the recording at any time.',
  join: 'Join the queue',
  joinBusy: 'Waiting for your microphone…',
  somebodyAvailable: 'We are here for you.',
  waitingAlready: (waiting) =>
    waiting === 0
      ? 'Nobody is waiting.'
      : waiting === 1
        ? '1 person is waiting.'
        : `${waiting} people are waiting.`,
  nobodyAvailable: 'Nobody is available right now.',
  waitOrWrite: 'You can join the queue and wait, or leave us a message.',
  serverAway: {
    what: 'The consultation desk cannot be reached.',
    next: 'Check your internet connection and try again.',
  },

  message: {
    leave: 'Leave a message',
    why: 'We will read it and answer you. Your camera and microphone are off.',
    labels: { name: 'Your name', contact: 'Email or telephone', reason: 'Your message' },
    send: 'Send message',
    sending: 'Sending…',
    back: 'Back',
    wrong: {
      name: 'Please tell us your name.',
      contact: 'Please give an email address or a telephone number.',
      reason: 'Please write your message.',
    },
    notSent: 'Your message was not sent. It is still here.',
    sent: 'Message sent',
    sentNext: (contact) => `Thank you. We will read it and answer you at ${contact}.`,
  },

  joining: 'Joining the queue…',
  position: (position) => `You are number ${position} in the queue`,
  positionShort: (position) => `Number ${position} in the queue`,
  estimate: (min, max) =>
    max <= 1
      ? 'about a minute'
      : min === max
        ? `about ${max} minutes`
        : `about ${min}–${max} minutes`,
  noEstimate: 'It starts by itself when it is your turn.',
  nobodyAvailableWhileWaiting: 'Nobody is available right now. Your place is kept.',
  placeKept: 'Your place is kept, also when you reload the page.',
  leave: 'Leave the queue',
  linkLost: 'Connection lost. Your place is kept while we reconnect…',
  serverLost: 'Cannot connect to the server. What you entered is kept, and we keep trying…',
  ready: (consultant) => `${consultant} is ready. Connecting…`,

  ended: 'Consultation ended',
  endedBecause: {
    completed: 'Thank you for your visit.',
    left_queue: 'You left the queue.',
    declined: 'The consultant cannot take your call now.',
    abandoned: 'Your connection was lost for too long, so your place was given up.',
    caller_lost: 'Your connection was lost and could not be restored in time.',
    consultant_lost: "The consultant's connection was lost and could not be restored in time.",
    failed:
      'The call could not be connected. A firewall may be blocking it; another network often helps.',
  },
  pathLost:
    'You and the consultant could no longer reach each other, so the call was ended. Another network often helps.',
  callBack: 'Call back',
  callBackHint: (minutes) =>
    `Call back within ${minutes} min: you are at the front of the queue, with nothing to fill in again.`,
  consultantSays: 'The consultant says:',

  moved: 'Continues in another tab',
  movedWhy: 'You opened this consultation in another tab or window. Your place is there now.',
  continueHere: 'Continue here',

  refused: 'That did not work',
  refusals: {
    protocol_version: {
      what: 'This page is older than our server.',
      next: 'Reload the page, then start again.',
    },
    invalid_payload: {
      what: 'Your name or message contains something we cannot read.',
      next: 'Please write it again in plain words.',
    },
    rate_limited: {
      what: 'There were too many attempts from here.',
      next: 'Please wait a minute, then try again.',
    },
    unknown_callee: {
      what: 'This consultation desk does not exist.',
      next: 'Please tell the owner of this website that its address is wrong.',
    },
    origin_refused: {
      what: 'This website may not use this consultation desk.',
      next: 'Please tell the owner of this website to allow its address in the desk settings.',
    },
    not_signed_in: ours,
    forbidden: ours,
    queue_full: {
      what: 'Too many people are waiting at the moment.',
      next: 'Please try again later.',
    },
    invalid_ticket: notYourCall,
    consultation_ended: {
      what: 'This consultation is over.',
      next: 'You can start a new one.',
    },
    not_joined: notYourCall,
    not_waiting: notYourCall,
    not_in_call: notYourCall,
    stale_generation: ours,
    queue_empty: ours,
    already_taken: ours,
    caller_away: ours,
    already_consulting: ours,
    unknown_room: ours,
    room_not_open: ours,
    room_expired: ours,
    room_revoked: ours,
    room_used: ours,
    room_full: ours,
    recordings_off: ours,
    already_recording: ours,
    not_recording: ours,
    disk_full: ours,
    internal: ours,
  },
};
