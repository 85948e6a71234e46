import type { AfterCallTexts } from '../widget-texts.ts';

export const afterCall: AfterCallTexts = {
  howWasIt: 'How was your consultation?',
  scale: '1 is poor, 5 is very good',
  comment: 'Comment',
  send: 'Send feedback',
  sending: 'Sending…',
  ratingMissing: 'Choose from 1 to 5.',
  notSent: 'Your feedback was not sent.',
  tooLate: 'Feedback is taken for a day after the consultation.',
  thanks: 'Thank you for your feedback.',
  takeChat: 'Download the chat',
  chatFile: 'chat',
  you: 'You',
  consultant: 'Consultant',
  file: (name) => `[File: ${name}]`,
};
