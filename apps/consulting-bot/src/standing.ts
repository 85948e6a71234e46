import type { CallerStanding } from '@peerdesk/session';
import type { MessageState } from './left-message.ts';

/** What the panel is about: the caller's consultation, or what comes before there is one. */
export type Standing =
  | { readonly phase: 'form' }
  | { readonly phase: 'message'; readonly message: MessageState }
  | CallerStanding;
