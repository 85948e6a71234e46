import type { SelfTestTexts } from '../self-test-texts.ts';

export const selfTest: SelfTestTexts = {
  devices: 'Permission and devices',
  deviceStates: {
    cameraWorks: 'Camera and microphone are on.',
    microphoneWorks: 'The microphone is on; there is no picture.',
    voiceOnly: 'Voice only: the microphone is on.',
    asking: 'Waiting for your browser to allow the camera and microphone…',
    closed: 'Camera and microphone are opened when you start the test call.',
  },
  voice: 'Microphone',
  voiceHint: 'Say something: the bar has to move. Then record a sentence and hear yourself.',
  voiceLevel: 'How loud you are',
  record: 'Record 3 seconds',
  recording: 'Recording… say something.',
  playing: 'This is how you sound…',
  played: 'That was your voice as others will hear it.',
  recordFailed: 'This browser could not record. The bar above shows whether it hears you.',
  speaker: 'Speaker',
  playSound: 'Play a sound',
  soundPlays: 'Two notes are playing…',
  didYouHear: 'Did you hear it?',
  yes: 'Yes',
  no: 'No',
  heard: 'You hear the sound.',
  unheard: 'You did not hear the sound.',
  call: 'Test call to yourself',
  callHint: 'Your picture goes out and comes back over a real connection. Nobody else sees it.',
  start: 'Start test call',
  end: 'End test call',
  starting: 'Preparing the test call…',
  trying: {
    direct: 'Measuring the connection… please wait a few seconds.',
    relayed: 'Once more, through the relay… please wait a few seconds.',
  },
  sent: 'Sent',
  received: 'Received',
  measures: {
    codec: 'Codec',
    size: 'Size',
    frames: 'Frame rate',
    rate: 'Bitrate',
    roundTrip: 'There and back',
    loss: 'Lost on the way',
    path: 'Path',
  },
  perSecond: (frames) => `${frames} per second`,
  direct: 'Direct',
  relayed: 'Through the relay',
  share: 'Let the consultant see this result while I wait',
  result: 'Result',
  levels: { good: 'Good', usable: 'Usable', poor: 'Poor', blocked: 'Blocked' },
  meaning: {
    good: 'You are ready for a video call.',
    usable: 'You can talk, but not everything is as it should be.',
    poor: 'A call would be hard.',
    blocked: 'A call is not possible like this.',
  },
  reasons: {
    insecure: {
      why: 'This page was not loaded over a secure connection (https).',
      next: 'Open the page by its https address.',
    },
    unsupported: {
      why: 'This browser cannot make calls.',
      next: 'Open this page in Chrome, Edge, Firefox or Safari.',
    },
    microphone_denied: {
      why: 'The microphone is blocked: this page was not given permission.',
      next: 'Allow it in the site settings beside the address bar, then start again.',
    },
    microphone_missing: {
      why: 'No microphone was found.',
      next: 'Connect a microphone or a headset, then start again.',
    },
    microphone_in_use: {
      why: 'The microphone cannot be started; another program is probably using it.',
      next: 'Close other programs that record sound, then start again.',
    },
    server_unreachable: {
      why: 'The server is out of reach.',
      next: 'Check your internet connection, then start again.',
    },
    call_failed: {
      why: 'No connection came about.',
      next: 'A firewall or VPN may be in the way: try another network, or your phone.',
    },
    relay_refused: {
      why: 'The relay refuses the credentials of this server: its TURN secret is wrong, or a clock is.',
      next: 'Tell whoever runs this website; you cannot repair it from here.',
    },
    relay_unreachable: {
      why: 'The relay is out of reach, so a call may fail behind a firewall.',
      next: 'Try another network, for one that of your phone.',
    },
    microphone_silent: {
      why: 'Nothing is heard from your microphone.',
      next: 'Say something; if the bar does not move, unmute the microphone or choose another one.',
    },
    speaker_silent: {
      why: 'You did not hear the sound.',
      next: 'Turn up the volume, or choose another speaker or headset in your system.',
    },
    no_picture: {
      why: 'No picture came back.',
      next: 'Restart the browser; voice alone may still work.',
    },
    very_slow_path: {
      why: 'The connection is very slow to answer; you would talk into each other.',
      next: 'Move closer to the Wi-Fi, use a cable, or turn off the VPN.',
    },
    very_lossy_path: {
      why: 'Much is lost on the way; sound and picture would break up.',
      next: 'Move closer to the Wi-Fi, use a cable, or stop downloads.',
    },
    camera_denied: {
      why: 'The camera is blocked: you can call with your voice only.',
      next: 'To be seen, allow the camera in the site settings beside the address bar.',
    },
    camera_missing: {
      why: 'No camera was found: you can call with your voice only.',
      next: 'To be seen, connect a camera and start again.',
    },
    camera_in_use: {
      why: 'The camera cannot be started: you can call with your voice only.',
      next: 'To be seen, close other video programs and start again.',
    },
    slow_path: {
      why: 'The connection is slow to answer.',
      next: 'Leave each other a moment to finish speaking; a cable may help.',
    },
    lossy_path: {
      why: 'Something is lost on the way.',
      next: 'Move closer to the Wi-Fi or stop downloads.',
    },
    few_frames: {
      why: 'The picture moves slowly: this device is busy, or it is dark.',
      next: 'Close other programs, and turn on a light.',
    },
  },
};
