import type { CallerView, ConsultantView, DeskView, EndReason, Media } from './consultation.ts';
import type { CalleeSlug, ConsultationId, Ticket } from './ids.ts';
import type {
  AnswerRecordingRequest,
  JoiningConsent,
  RecordingPolicy,
  RequestRecordingRequest,
} from './recording.ts';
import type { Ack } from './reply.ts';
import type { CallerSetup } from './setup.ts';
import type { IceSettings, PathTrouble, Signal } from './signal.ts';

/** Raised by one whenever an older page could misread a newer server, or the reverse. */
export const PROTOCOL_VERSION = 2;

export const NAMESPACES = { caller: '/caller', callee: '/callee', room: '/room' } as const;

/** The largest message either way, in bytes; a larger one costs its sender the connection. */
export const MESSAGE_LIMIT_BYTES = 64 * 1024;

/** Socket.IO `auth` of the `/caller` namespace. Without a version the present one is assumed. */
export interface CallerHandshake {
  readonly callee: CalleeSlug;
  readonly ticket?: Ticket;
  readonly protocolVersion?: number;
}

/** Socket.IO `auth` of the `/callee` namespace; the sign-in cookie proves who it is. */
export interface CalleeHandshake {
  readonly protocolVersion?: number;
}

export interface JoinRequest {
  /** Needed unless resuming, or calling back. */
  readonly name?: string;
  /** Why the caller calls; may be empty. */
  readonly reason?: string;
  readonly media?: Media;
  /** BCP 47, as in `ko` or `en-GB`. */
  readonly locale?: string;
  /** When resuming: the place is this ticket's, and the other fields change nothing. */
  readonly ticket?: Ticket;
  /**
   * When calling back: the ticket of a call that was lost. For some minutes, and once, the caller
   * gets back the place they had in the queue; name and reason are as they were if left out.
   */
  readonly lost?: Ticket;
  /** A random UUID per press of the button, so that a repeated request joins once. */
  readonly attempt?: string;
  /** Where the callee asks for it when joining. */
  readonly recordingConsent?: JoiningConsent;
}

export interface JoinAnswer {
  readonly ticket: Ticket;
  readonly consultation: CallerView;
}

/** What the consultant is given at once when accepting; replaces what was prepared before. */
export interface PreparedOffer {
  readonly generation: number;
  readonly signals: readonly Signal[];
}

/**
 * The prepared offer of whoever is next, for a console that may accept it: its answer can be on its
 * way together with the acceptance. The server passes it on only if that succeeds.
 */
export interface NextOffer extends PreparedOffer {
  readonly consultation: ConsultationId;
  /** The consultant's. */
  readonly ice: IceSettings;
}

export interface PrepareAnswer {
  /** For the next offer: whoever waits for long would be left with credentials that have ended. */
  readonly ice: IceSettings;
}

/** Which attempt to connect. `consultation` may be left out where the connection has only one. */
export interface GenerationRequest {
  readonly consultation?: ConsultationId;
  readonly generation: number;
}

export interface RenewRequest extends GenerationRequest {
  /** Why there is no path, for the operator; left out when there was one and it was lost. */
  readonly trouble?: PathTrouble;
}

export interface ConsultationRequest {
  readonly consultation?: ConsultationId;
}

/** Passed to the other party of the same consultation, or to nobody. */
export interface SignalMessage {
  readonly consultation: ConsultationId;
  readonly generation: number;
  readonly signal: Signal;
}

export interface OpenDeskRequest {
  readonly callee: CalleeSlug;
  /** A random UUID of this page, the same on all its connections: the call it has had is its own. */
  readonly page?: string;
  /** The call this window still has, after its connection was renewed. */
  readonly holding?: { readonly consultation: ConsultationId; readonly generation: number };
}

export interface OpenDeskAnswer {
  readonly desk: DeskView;
  readonly available: boolean;
  /** The consultation at hand, at whichever of the consultant's callees. */
  readonly consultation: ConsultantView | null;
}

export interface StartRequest {
  readonly callee: CalleeSlug;
  /** When it is not simply the next. */
  readonly consultation?: ConsultationId;
}

export interface StartAnswer {
  readonly consultation: ConsultantView;
  readonly prepared: PreparedOffer | null;
}

/** What a caller's page asks; each is acknowledged and safe to repeat. */
export interface CallerCommands {
  joinCaller: (request: JoinRequest, ack: Ack<JoinAnswer>) => void;
  prepareOffer: (offer: PreparedOffer, ack: Ack<PrepareAnswer>) => void;
  /** Kept as long as this connection; its time there and back is what `network` is judged by. */
  describeSetup: (setup: CallerSetup, ack: Ack) => void;
  connected: (request: GenerationRequest, ack: Ack) => void;
  renew: (request: RenewRequest, ack: Ack) => void;
  hangUp: (request: ConsultationRequest, ack: Ack<{ readonly reason: EndReason }>) => void;
  answerRecording: (request: AnswerRecordingRequest, ack: Ack) => void;
  /** Withdraws the consent: nothing is recorded any more. */
  stopRecording: (request: ConsultationRequest, ack: Ack) => void;
  signal: (message: SignalMessage) => void;
}

/** What a caller's page is told. */
export interface CallerFacts {
  consultationChanged: (view: CallerView) => void;
  signal: (message: SignalMessage) => void;
  /** Another page has taken this ticket; the server closes this connection. */
  moved: () => void;
  /** The server stops in an orderly way; places are kept. */
  stopping: () => void;
}

/** What a console asks; each is acknowledged and safe to repeat. */
export interface CalleeCommands {
  openDesk: (request: OpenDeskRequest, ack: Ack<OpenDeskAnswer>) => void;
  setAvailable: (request: { readonly available: boolean }, ack: Ack) => void;
  startConsulting: (request: StartRequest, ack: Ack<StartAnswer>) => void;
  /** Moves the call at hand to this window, in a new generation. */
  takeOver: (
    request: ConsultationRequest,
    ack: Ack<{ readonly consultation: ConsultantView }>,
  ) => void;
  decline: (
    request: { readonly consultation: ConsultationId; readonly message: string },
    ack: Ack,
  ) => void;
  connected: (request: GenerationRequest, ack: Ack) => void;
  renew: (request: RenewRequest, ack: Ack) => void;
  hangUp: (request: ConsultationRequest, ack: Ack<{ readonly reason: EndReason }>) => void;
  /** Asks the caller; with consent given while joining it is on at once. */
  requestRecording: (request: RequestRecordingRequest, ack: Ack) => void;
  pauseRecording: (request: ConsultationRequest, ack: Ack) => void;
  resumeRecording: (request: ConsultationRequest, ack: Ack) => void;
  /** Ends it, or takes the question back. */
  stopRecording: (request: ConsultationRequest, ack: Ack) => void;
  signal: (message: SignalMessage) => void;
}

/** What a console is told. */
export interface CalleeFacts {
  consultationChanged: (view: ConsultantView) => void;
  deskChanged: (view: DeskView) => void;
  /** Another window of this consultant changed it. */
  availableChanged: (available: boolean) => void;
  /** Null: forget the last one. */
  nextOffered: (offer: NextOffer | null) => void;
  signal: (message: SignalMessage) => void;
  /** Another window has taken the call over; this connection stays. */
  moved: () => void;
  stopping: () => void;
}

/** What a caller's page learns before it joins, from `GET /api/v1/callees/:slug`. */
export interface CalleeStatus {
  readonly slug: CalleeSlug;
  readonly name: string;
  readonly consultantsAvailable: number;
  readonly waiting: number;
  /** With `ask_when_joining` the form asks for it, see {@link JoinRequest.recordingConsent}. */
  readonly recordings: RecordingPolicy;
}
