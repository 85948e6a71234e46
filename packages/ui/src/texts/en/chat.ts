import type { ChatTexts } from '../chat-texts.ts';

export const chat: ChatTexts = {
  title: 'Chat',
  unread: (count) => `Chat, ${count} unread`,
  back: 'Back to the call',
  empty: 'Write something, or send a file of up to 100 MB. Only the two of you can read it.',
  you: 'You',
  message: 'Message',
  send: 'Send',
  attach: 'Attach a file',
  waiting: 'Waiting for the connection',
  sent: 'Sent',
  delivered: 'Delivered',
  dropHere: 'Drop files here to send them',
  accept: 'Accept',
  download: 'Download',
  cancel: 'Cancel',
  progressOf: (name) => `Progress of ${name}`,
  pictureOf: (name) => `Picture: ${name}`,
  offered: 'Waiting for the other side to accept it',
  cancelled: 'Cancelled',
  arrived: 'Received by the other side',
  fileFailed: {
    gone: 'No longer there: the sender’s page was loaded again. Ask them to send it once more.',
    damaged: 'It kept arriving damaged. Ask for it to be sent once more.',
    unreadable: 'It could not be read: changed, moved, or a folder. Attach it again.',
    too_large: 'It is larger than 100 MB and cannot be received here.',
  },
  notAtHand: 'This page was loaded again. To send the file, attach it once more.',
  refused: {
    too_large: (name) =>
      `Not sent: “${name}”. Files may have up to 100 MB. Send a smaller one, or a link to it.`,
    not_loaded: (name) =>
      `Not sent: “${name}”. A part of this page could not be loaded. Check the network and try again.`,
  },
};
