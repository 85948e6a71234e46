import type { RecordingTexts } from '../call-texts.ts';

export const recording: RecordingTexts = {
  on: 'This consultation is being recorded',
  paused: 'The recording is paused',
  stop: 'Stop recording',
  consentTitle: 'Recording consent',
  consentAsked: {
    voice: (name) => `${name} asks to record what both of you say in this consultation.`,
    picture: (name) =>
      `${name} asks to record what both of you say in this consultation, and the pictures of both cameras.`,
  },
  consentUse: {
    voice:
      'Only the people who answer for this desk can listen to it. You can stop the recording at any time.',
    picture:
      'Only the people who answer for this desk can see and hear it. You can stop the recording at any time.',
  },
  allow: 'Allow recording',
  refuse: "Don't allow",
  notSaid: 'Your answer did not reach the server. Please try again.',
};
