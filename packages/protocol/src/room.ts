import type { Party } from './consultation.ts';
import type { ConsultationRequest, GenerationRequest, RenewRequest } from './events.ts';
import type { ConsultationId, PlaceSecret, RoomId, RoomKey } from './ids.ts';
import type {
  AnswerRecordingRequest,
  RecordingView,
  RequestRecordingRequest,
} from './recording.ts';
import type { Ack } from './reply.ts';
import type { IceSettings, Signal } from './signal.ts';

/** The two places of a room. Whoever has the first one makes the offers. */
export type RoomPlace = 'first' | 'second';

/**
 * Why nobody enters a room any more.
 *
 * - `revoked`: a consultant has revoked it
 * - `expired`: its time is over
 * - `used`: it was for one use, two have met in it, and both have left
 */
export type RoomClosed = 'revoked' | 'expired' | 'used';

/** A meeting of which one is a consultant of the room's desk: it is kept in the history. */
export interface RoomConsultation {
  readonly id: ConsultationId;
  /** Which of the two this page is. */
  readonly party: Party;
  readonly recording: RecordingView;
}

/** A room as one of the two sees it, whole: the last one received is the truth. */
export type RoomView =
  | { readonly phase: 'waiting' }
  /** This page knocks, and waits to be let in. */
  | { readonly phase: 'knocking' }
  /** Somebody knocks; `generation` says which knock is answered. */
  | { readonly phase: 'asked'; readonly generation: number; readonly remoteName: string }
  | {
      readonly phase: 'connecting' | 'active';
      readonly place: RoomPlace;
      /** The same for as long as these two are the two in it. */
      readonly meeting: number;
      readonly generation: number;
      readonly remoteName: string;
      /** When the two were first connected; null until then. */
      readonly startedAt: number | null;
      /** The server's clock when it made this view, to show durations by. */
      readonly at: number;
      readonly ice: IceSettings;
      /** Null until the two have seen each other, and when neither is known as a consultant. */
      readonly consultation: RoomConsultation | null;
    }
  /** Not inside any more. */
  | { readonly phase: 'out'; readonly reason: RoomClosed | 'declined' };

/** Socket.IO `auth` of the `/room` namespace. Without a version the present one is assumed. */
export interface RoomHandshake {
  readonly room: RoomKey;
  /** To be known as a consultant of the room's desk; the sign-in cookie proves it. */
  readonly as?: 'consultant';
  readonly protocolVersion?: number;
}

export interface EnterRequest {
  readonly name: string;
  /** The same for every page of this browser: who comes back with it takes the old place. */
  readonly place: PlaceSecret;
  /** The generation this page still has a peer of, after its connection was renewed. */
  readonly holding?: number;
}

export interface EnterAnswer {
  /** Into an empty room, or to somebody. */
  readonly entered: 'created' | 'joined';
  readonly room: RoomView;
}

type OneGeneration = Pick<GenerationRequest, 'generation'>;
type Renewal = Pick<RenewRequest, 'generation' | 'trouble'>;

/** Passed to the other one in the room, or to nobody. */
export interface RoomSignal {
  readonly generation: number;
  readonly signal: Signal;
}

/** What a room's page asks; each is acknowledged and safe to repeat. */
export interface RoomCommands {
  enterRoom: (request: EnterRequest, ack: Ack<EnterAnswer>) => void;
  /** Lets in who knocks. */
  admit: (request: OneGeneration, ack: Ack) => void;
  /** Does not let in who knocks. */
  decline: (request: OneGeneration, ack: Ack) => void;
  connected: (request: OneGeneration, ack: Ack) => void;
  renew: (request: Renewal, ack: Ack) => void;
  /** The consultant asks the other one; see {@link RoomConsultation}. */
  requestRecording: (request: RequestRecordingRequest, ack: Ack) => void;
  pauseRecording: (request: ConsultationRequest, ack: Ack) => void;
  resumeRecording: (request: ConsultationRequest, ack: Ack) => void;
  /** The consultant ends it or takes the question back, the other one withdraws the consent. */
  stopRecording: (request: ConsultationRequest, ack: Ack) => void;
  answerRecording: (request: AnswerRecordingRequest, ack: Ack) => void;
  leaveRoom: (request: Readonly<Record<string, never>>, ack: Ack) => void;
  signal: (message: RoomSignal) => void;
}

/** What a room's page is told. */
export interface RoomFacts {
  roomChanged: (view: RoomView) => void;
  signal: (message: RoomSignal) => void;
  /** Another page of this browser has taken the place; the server closes this connection. */
  moved: () => void;
  /** The server stops in an orderly way; places are kept. */
  stopping: () => void;
}

/** Whether a room may be entered now. */
export type RoomOpenness = 'open' | 'not_yet' | RoomClosed;

/** What a consultant decides about a room, by `POST /api/v1/callees/:slug/rooms`. */
export interface RoomTerms {
  /** May be empty. */
  readonly title: string;
  /** Epoch milliseconds; null: at once. */
  readonly opensAt: number | null;
  /** Epoch milliseconds; null: never. */
  readonly closesAt: number | null;
  /** Closed when two have met in it and both have left. */
  readonly once: boolean;
  /** The second waits until the first lets them in. */
  readonly knock: boolean;
}

/** What whoever has the link may know of a room, from `GET /api/v1/rooms/:key`. */
export interface RoomStatus extends RoomTerms {
  readonly openness: RoomOpenness;
  readonly calleeName: string;
  /** The name of the consultant who is signed in in this browser; null for everybody else. */
  readonly yourName: string | null;
}

/** A room as the callee's consultants see it. */
export interface MadeRoom extends RoomTerms {
  readonly id: RoomId;
  /** The link to send. Whoever has it may enter. */
  readonly url: string;
  readonly openness: RoomOpenness;
  /** How many are inside, those who dropped a moment ago and who knocks included. */
  readonly inside: 0 | 1 | 2;
  readonly createdAt: number;
  /** The name of the consultant who made it. */
  readonly madeBy: string;
}
