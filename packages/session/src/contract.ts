import type { Call, CallOptions } from '@peerdesk/call';
import type {
  AnswerRecordingRequest,
  CalleeSlug,
  CallerView,
  ConsultantView,
  ConsultationId,
  DeskView,
  JoiningConsent,
  Media,
  PlaceSecret,
  RecordingMedia,
  RefusalCode,
  RoomKey,
  RoomView,
  Ticket,
} from '@peerdesk/protocol';
import type { StoreApi } from 'zustand/vanilla';
import type { Surroundings } from './network.ts';

/** Is the server within reach? `down` heals by itself; the place is kept meanwhile. */
export type Link = 'up' | 'down';

/** The answer to a press of a button: null when done, else why not. */
export type Outcome = Promise<RefusalCode | 'unreachable' | null>;

/** Where the caller stands. The three added phases exist only in the browser. */
export type CallerStanding =
  | { readonly phase: 'joining' }
  /** Another page has taken this ticket. */
  | { readonly phase: 'moved' }
  /** The server said no; nothing is retried by itself. */
  | { readonly phase: 'refused'; readonly code: RefusalCode }
  | CallerView;

export interface CallerState {
  readonly link: Link;
  readonly standing: CallerStanding;
}

/** A caller's live link to the server, from joining to the end, through reloads by ticket. */
export interface CallerSession {
  readonly store: StoreApi<CallerState>;
  readonly call: Call;
  /** Leaves the queue, or ends the call: at once here, and on the server as soon as it is within reach. */
  hangUp(): void;
  /** Says yes or no to being recorded. */
  answerRecording(answer: AnswerRecordingRequest): Outcome;
  /** Withdraws the consent: nothing is recorded any more. */
  stopRecording(): Outcome;
  /** Takes the place back from the page that `moved` it away. */
  takeBack(): void;
  /** Closes the connection without giving up the place. Safe to repeat. */
  close(): void;
}

export interface CallerSessionOptions {
  /** The server's origin. */
  readonly server: string;
  readonly callee: CalleeSlug;
  readonly request:
    | {
        /** May be left out when calling back. */
        readonly name?: string;
        readonly reason: string;
        readonly media: Media;
        readonly locale: string;
        /** Where the callee asks for it when joining. */
        readonly recordingConsent?: JoiningConsent;
        /** The ticket of a call that was lost: calls back. */
        readonly lost?: Ticket;
      }
    | { readonly ticket: Ticket };
  readonly localStream: () => MediaStream | null;
  /** Where to keep the ticket; null once it is worthless, also for calling back. */
  readonly onTicket: (ticket: Ticket | null) => void;
  /** See {@link CallOptions}. */
  readonly createPeer?: CallOptions['createPeer'];
  /** What this browser has, for the consultant to know beforehand; nothing is told without it. */
  readonly lookAround?: () => Promise<Surroundings>;
}

/** What a console shows. */
export interface CalleeState {
  readonly link: Link;
  /** Null until the desk has been opened. */
  readonly desk: DeskView | null;
  readonly available: boolean;
  readonly consultation: ConsultantView | null;
  /** The handshake or the desk was refused; nothing is retried by itself. */
  readonly refusal: RefusalCode | null;
  /** Server clock minus this browser's clock, in milliseconds. */
  readonly clockOffsetMs: number;
}

/** A console's live link to the server. */
export interface CalleeSession {
  readonly store: StoreApi<CalleeState>;
  readonly call: Call;
  setAvailable(available: boolean): Outcome;
  /** Accepts the next caller, or this one. */
  startConsulting(consultation?: ConsultationId): Outcome;
  decline(consultation: ConsultationId, message: string): Outcome;
  /** Brings the call to this window. */
  takeOver(): Outcome;
  /** Asks the caller; it begins when they consent. */
  requestRecording(media: RecordingMedia): Outcome;
  pauseRecording(): Outcome;
  resumeRecording(): Outcome;
  /** Ends it, or takes the question back. */
  stopRecording(): Outcome;
  hangUp(): Outcome;
  /** Forgets the consultation that has ended or gone back to the queue: back to the queue's page. */
  dismiss(): void;
  close(): void;
}

export interface CalleeSessionOptions {
  /** The server's origin; the page's own without it. */
  readonly server?: string;
  readonly callee: CalleeSlug;
  readonly localStream: () => MediaStream | null;
  /** See {@link CallOptions}. */
  readonly createPeer?: CallOptions['createPeer'];
}

/** Where this page stands with a room. The added phases exist only in the browser. */
export type RoomStanding =
  | { readonly phase: 'entering' }
  /** Another page of this browser has taken the place. */
  | { readonly phase: 'moved' }
  | { readonly phase: 'left' }
  /** The server said no; nothing is retried by itself. */
  | { readonly phase: 'refused'; readonly code: RefusalCode }
  | RoomView;

export interface RoomState {
  readonly link: Link;
  readonly standing: RoomStanding;
  /** Server clock minus this browser's clock, in milliseconds. */
  readonly clockOffsetMs: number;
}

/** One of two in a room, from entering to leaving. */
export interface RoomSession {
  readonly store: StoreApi<RoomState>;
  readonly call: Call;
  /** Of the consultant: asks the other one; it begins when they consent. */
  requestRecording(media: RecordingMedia): Outcome;
  pauseRecording(): Outcome;
  resumeRecording(): Outcome;
  /** Of the consultant: ends it, or takes the question back. Of the other: withdraws the consent. */
  stopRecording(): Outcome;
  /** Of the other: says yes or no to being recorded. */
  answerRecording(answer: AnswerRecordingRequest): Outcome;
  /** Lets in who is to be seen knocking. */
  admit(): void;
  decline(): void;
  /** At once here, and on the server as soon as it is within reach. */
  leave(): void;
  /** Takes the place back from the page that `moved` it away. */
  takeBack(): void;
  /** Closes the connection without giving up the place. Safe to repeat. */
  close(): void;
}

export interface RoomSessionOptions {
  /** The server's origin. */
  readonly server: string;
  readonly room: RoomKey;
  readonly name: string;
  readonly place: PlaceSecret;
  /** To be known as a consultant of the room's desk, by the sign-in. */
  readonly as?: 'consultant';
  readonly localStream: () => MediaStream | null;
  /** See {@link CallOptions}. */
  readonly createPeer?: CallOptions['createPeer'];
}
