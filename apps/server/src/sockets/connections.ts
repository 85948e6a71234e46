import type {
  CalleeFacts,
  CallerFacts,
  ConsultantId,
  ConsultationId,
  RoomFacts,
  RoomId,
  Ticket,
} from '@peerdesk/protocol';
import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import type { Consultant } from '../consultation/consultation.ts';
import type { Callee } from '../storage/callees.ts';
import type { SignIn } from './sign-in.ts';

/** What arrives is unknown until it has been parsed, whatever the protocol says. */
interface Arriving {
  [event: string]: (...args: unknown[]) => void;
}

export interface CallerStanding {
  readonly callee: Callee;
  readonly address: string;
  /** From the handshake. */
  readonly ticket: Ticket | null;
  /** The one this connection joined last; it may have ended. */
  consultation: ConsultationId | null;
}

export interface ConsultantStanding {
  readonly consultant: Consultant;
  readonly signInId: string;
  signInExpiresAt: number;
  /** Which page this connection is one of; null: it has not said. */
  page: string | null;
  /** The desk that is open in this window. */
  calleeId: string | null;
  /** The one this window acted on last; it may have ended. */
  consultation: ConsultationId | null;
}

export interface RoomStanding {
  readonly room: RoomId;
  readonly address: string;
  /** Whose place this connection has; null while it has none. */
  holder: string | null;
  /** Of a consultant of the room's desk who is here as one; null for everybody else. */
  signIn: SignIn | null;
}

export type CallerNamespace = Namespace<Arriving, CallerFacts, DefaultEventsMap, CallerStanding>;
export type CallerSocket = Socket<Arriving, CallerFacts, DefaultEventsMap, CallerStanding>;
export type CalleeNamespace = Namespace<
  Arriving,
  CalleeFacts,
  DefaultEventsMap,
  ConsultantStanding
>;
export type CalleeSocket = Socket<Arriving, CalleeFacts, DefaultEventsMap, ConsultantStanding>;

export type RoomNamespace = Namespace<Arriving, RoomFacts, DefaultEventsMap, RoomStanding>;
export type RoomSocket = Socket<Arriving, RoomFacts, DefaultEventsMap, RoomStanding>;

export const deskRoom = (calleeId: string) => `desk:${calleeId}`;

export const consultantOf = (socket: CalleeSocket): ConsultantId => socket.data.consultant.id;
