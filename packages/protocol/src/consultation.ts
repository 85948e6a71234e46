import type { CalleeSlug, ConsultantId, ConsultationId } from './ids.ts';
import type { RecordingView } from './recording.ts';
import type { CallerSetup } from './setup.ts';
import type { IceSettings } from './signal.ts';

/** The two sides of a consultation. */
export type Party = 'caller' | 'consultant';

/** What the caller asked for. With `audio` neither side sends a picture. */
export type Media = 'video' | 'audio';

export type Phase = 'waiting' | 'connecting' | 'active' | 'ended';

/**
 * Why a consultation ended.
 *
 * - `completed`: somebody hung up after they had been connected
 * - `left_queue`: the caller left before being connected
 * - `declined`: a consultant declined the caller
 * - `abandoned`: the caller dropped while waiting and did not come back in the grace time
 * - `caller_lost`, `consultant_lost`: that party dropped in the call and did not come back
 * - `failed`: accepted, but never connected; or connected, and the path between the two was lost and
 *   did not come back in the grace time, though both were there
 */
export type EndReason =
  | 'completed'
  | 'left_queue'
  | 'declined'
  | 'abandoned'
  | 'caller_lost'
  | 'consultant_lost'
  | 'failed';

/** How long a caller will probably wait. Unknown unless recent consultations allow an honest range. */
export type Estimate =
  | { readonly known: false }
  | { readonly known: true; readonly minMs: number; readonly maxMs: number };

/** A caller's own consultation, whole: the last one received is the truth. */
export type CallerView =
  | {
      readonly phase: 'waiting';
      readonly id: ConsultationId;
      /** 1 is the head of the queue. */
      readonly position: number;
      /** How many wait in this queue, this caller included. */
      readonly waiting: number;
      readonly estimate: Estimate;
      readonly consultantsAvailable: number;
      /** The last generation used; an offer prepared now belongs to a higher one. */
      readonly generation: number;
      /** Near the head: make an offer now and send it with `prepareOffer`. */
      readonly prepare: boolean;
      readonly ice: IceSettings;
    }
  | {
      readonly phase: 'connecting' | 'active';
      readonly id: ConsultationId;
      readonly generation: number;
      /** The consultant's name. */
      readonly remoteName: string;
      readonly media: Media;
      /** When both sides were first connected; null until then. */
      readonly startedAt: number | null;
      readonly recording: RecordingView;
      /** The server's clock when it made this view, to show durations by. */
      readonly at: number;
      readonly ice: IceSettings;
    }
  | EndedView;

/** How a consultation ended, as its caller is told. */
export interface EndedView {
  readonly phase: 'ended';
  readonly id: ConsultationId;
  readonly reason: EndReason;
  /** The consultant's words on declining; empty when there are none. */
  readonly message: string;
  /** The two had been connected, if not at the end. */
  readonly wasConnected: boolean;
  /** The call was lost: so long the caller may call back to the place they had. 0: not, or no longer. */
  readonly callBackForMs: number;
}

/** A consultant's consultation at hand, whole. */
export type ConsultantView =
  | {
      /** Not connected in time: the caller is back at the head of the queue. */
      readonly phase: 'waiting';
      readonly id: ConsultationId;
      readonly remoteName: string;
    }
  | {
      readonly phase: 'connecting' | 'active';
      readonly id: ConsultationId;
      readonly callee: CalleeSlug;
      readonly generation: number;
      /** The caller's name. */
      readonly remoteName: string;
      readonly reason: string;
      readonly media: Media;
      readonly locale: string;
      readonly joinedAt: number;
      /** The call that was lost and that this one goes on with. */
      readonly calledBackFrom: ConsultationId | null;
      readonly startedAt: number | null;
      /** The caller's browser is connected to the server. */
      readonly present: boolean;
      /** `here`: this window has the call; `elsewhere`: another one has; `nowhere`: none has. */
      readonly held: 'here' | 'elsewhere' | 'nowhere';
      readonly recording: RecordingView;
      readonly at: number;
      readonly ice: IceSettings;
    }
  | {
      readonly phase: 'ended';
      readonly id: ConsultationId;
      readonly remoteName: string;
      readonly reason: EndReason;
      /** How long the two were connected; 0 if never. */
      readonly lastedMs: number;
      readonly recording: RecordingView;
    };

/** One item of the queue, as consoles see it. */
export interface WaitingCaller {
  readonly id: ConsultationId;
  readonly name: string;
  readonly reason: string;
  readonly media: Media;
  readonly locale: string;
  readonly joinedAt: number;
  /** The call that was lost before: they have called back, and stand where they stood then. */
  readonly calledBackFrom: ConsultationId | null;
  /** False while the caller's browser is not connected; the place is kept for the grace time. */
  readonly present: boolean;
  /** Null while the caller's browser has not described it on its present connection. */
  readonly setup: CallerSetup | null;
}

/** A consultation that is being held at this desk. */
export interface HelpedCaller {
  readonly id: ConsultationId;
  readonly name: string;
  readonly phase: 'connecting' | 'active';
  readonly consultant: ConsultantId;
  readonly since: number;
}

export interface DeskConsultant {
  readonly id: ConsultantId;
  readonly name: string;
  /** Wants callers, has a console open, and is in no room. */
  readonly available: boolean;
  /** Has a place in a room: there is somebody else to talk to, now or any moment. */
  readonly inRoom: boolean;
}

/** A callee as its consultants see it, whole. */
export interface DeskView {
  readonly callee: { readonly slug: CalleeSlug; readonly name: string };
  /** In the order of the queue; at most {@link DESK_LIST_LIMIT}, `waitingCount` has them all. */
  readonly waiting: readonly WaitingCaller[];
  readonly waitingCount: number;
  readonly helped: readonly HelpedCaller[];
  readonly consultants: readonly DeskConsultant[];
  /** The server's clock when it made this view. */
  readonly at: number;
}

/** How many waiting callers a desk view lists. */
export const DESK_LIST_LIMIT = 100;
