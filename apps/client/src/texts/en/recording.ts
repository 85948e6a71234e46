import type { RecordingTexts } from '../recording-texts.ts';

export const recording: RecordingTexts = {
  title: 'Recording',
  start: 'Start recording',
  withPictures: 'With both pictures',
  pause: 'Pause recording',
  resume: 'Resume recording',
  cancel: 'Do not ask any more',
  asked: (caller) => `${caller} is asked for consent. Nothing is recorded before a yes.`,
  ended: {
    refused: (caller) => `${caller} did not consent. Nothing was recorded.`,
    cancelled: () => 'Nothing was recorded.',
    withdrawn: (caller) => `${caller} stopped the recording.`,
    stopped: () => 'The recording is finished.',
    consultation_ended: () => 'The recording is finished.',
  },
  impossible: 'This browser keeps no data for this page, so it cannot record safely.',
  level: (caller) => `How loud ${caller} is recorded`,
  ownLevel: 'How loud you are recorded',
  you: 'You',
  recorderTrouble: {
    unsupported: 'This browser cannot record. Use Chrome, Edge, Firefox or Safari.',
    browser_full:
      'This browser has no room to keep the recording. What was recorded so far is safe; make room on this device.',
  },
  silent:
    'This browser gives no sound to record: nobody would be heard. Connect a speaker or headset to this device, or record in another browser.',
  sendingTrouble: {
    unreachable:
      'The server is out of reach. The recording is kept in this browser and sent when it is back.',
    disk_full:
      'The disk of the server is full. The recording is kept in this browser: tell whoever runs the server, and keep this browser’s data.',
    refused:
      'The server does not take the recording. It is kept in this browser; sign in again and, if that does not help, tell whoever runs the server.',
  },
  sending: (megabytes) => `A recording is on its way to the server: ${megabytes} MB to go.`,
  undecided: (caller) => `${caller} withdrew the consent. Keep what was recorded before?`,
  keep: 'Keep it',
  discard: 'Delete it',
  none: 'Nothing was recorded.',
  loading: 'Loading the recordings…',
  failed: 'The recordings could not be loaded.',
  again: 'Try again',
  state: {
    recording: 'It is being recorded now.',
    arriving:
      'It is being finished: parts of it may still be on their way. It appears here by itself.',
    ready: '',
    empty: 'Nothing has arrived of it.',
    failed: 'What has arrived could not be made into a file.',
  },
  track: { mixed: 'Both voices', caller: 'Caller', consultant: 'Consultant' },
  tracks: 'What to hear',
  position: 'Position',
  speed: 'Speed',
  download: 'Download',
  remove: 'Delete recording',
  removeTitle: 'Delete this recording for good?',
  removeLead: 'Nobody can hear it afterwards, and it cannot be brought back.',
  keepIt: 'Keep it',
  gaps: (count) => (count === 1 ? '1 part was not recorded' : `${count} parts were not recorded`),
  gap: {
    paused: (at, lasted) => `${at}: paused for ${lasted}`,
    missing: (at, lasted) => `${at}: ${lasted} missing`,
  },
  consent: (when, version) => `The caller consented on ${when} (words of ${version}).`,
  withdrawn: (when) => `The consent was withdrawn on ${when}.`,
  settingsTitle: 'Recording',
  saveSettings: 'Save recording settings',
  policy: 'May consultations be recorded?',
  policies: {
    never: 'Never',
    ask_each_time: 'Yes, the caller is asked each time',
    ask_when_joining: 'Yes, callers can agree when they join',
  },
  onWithdrawal: 'When a caller withdraws the consent',
  withdrawals: {
    keep: 'Keep what was recorded before',
    discard: 'Delete it',
    ask: 'Ask the consultant',
  },
  recordingDays: 'Delete recordings after (days)',
  personalDataDays: 'Delete personal data after (days)',
  daysHint: 'Empty: never.',
};
