import { en as call } from '@peerdesk/ui/texts/en';
import { texts as widget } from '../../texts/en.ts';
import type { RoomTexts } from './room-texts.ts';

const askForAnother = 'Ask whoever sent you the link for another one.';

export const texts: RoomTexts = {
  call,
  widget,
  locale: 'en',
  other: { name: '한국어', tag: 'ko' },
  title: 'A room for two',
  at: (callee) => `at ${callee}`,
  loading: 'Looking for the room…',
  enter: 'Enter the room',
  knockFirst: 'If somebody is inside, they are asked to let you in.',
  asConsultant: 'Enter in the console to record or to take notes',
  full: {
    what: 'This room is full',
    next: 'Two people are inside already. Enter again when one of them has left, or ask for a link of your own.',
  },
  declined: {
    what: 'You were not let in',
    next: 'The person inside has declined. You can knock again, or ask them in another way.',
  },
  unreachable: {
    what: 'The room cannot be reached.',
    next: 'Check your internet connection and try again.',
  },
  entering: 'Entering the room…',
  waiting: 'Waiting for the other person',
  waitingHint:
    'It starts by itself when they enter. Your place is kept, also when you reload the page.',
  gone: (name) => `${name} has left the room.`,
  knocking: 'Waiting to be let in…',
  knockingHint: 'The person inside has been asked. Nobody sees or hears you yet.',
  asked: (name) => `${name} would like to come in`,
  letIn: 'Let in',
  turnAway: 'Decline',
  leave: 'Leave',
  connecting: (name) => `Connecting to ${name}…`,
  videoOf: (name) => `${name}'s video`,
  left: 'You have left the room',
  leftHint: 'Your camera and microphone are off.',
  again: 'Back to the door',
  movedWhy: 'You opened this room in another tab or window. Your place is there now.',
  shut: {
    unknown: () => ({
      what: 'This room does not exist.',
      next: 'Check the link: a letter may have been lost on the way. Or ask whoever sent it for another one.',
    }),
    not_yet: (when) => ({
      what: when ? `This room is not open yet. It opens on ${when}.` : 'This room is not open yet.',
      next: 'You can leave this page open: the door appears by itself.',
    }),
    expired: () => ({ what: 'This room has expired.', next: `Its time is over. ${askForAnother}` }),
    revoked: () => ({
      what: 'This room has been revoked.',
      next: `Whoever made it has closed it. ${askForAnother}`,
    }),
    used: () => ({
      what: 'This room has been used.',
      next: `It was for one conversation, which is over. ${askForAnother}`,
    }),
  },
};
