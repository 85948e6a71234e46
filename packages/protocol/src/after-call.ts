import type { EndReason, Media, Party } from './consultation.ts';
import type { ConsultantId, ConsultationId } from './ids.ts';

/** What a consultant writes of a consultation, for the consultants of its callee alone. */
export interface Notes {
  readonly text: string;
  /** Raised by every save; 0 until there was one. A save names the one it was made from. */
  readonly version: number;
  readonly savedAt: number | null;
  /** The name of the consultant who saved last. */
  readonly savedBy: string | null;
}

export interface SaveNotesRequest {
  readonly text: string;
  /** The version the text was made from. */
  readonly version: number;
}

/** A word of the callee's own for how a consultation came out, as `Refunded`. */
export interface OutcomeTag {
  /** A UUIDv7 */
  readonly id: string;
  readonly name: string;
}

/** How a caller found it. */
export interface Feedback {
  /** 1 to 5; 5 is best. */
  readonly rating: number;
  /** May be empty, may have several lines. */
  readonly comment: string;
}

/** Proven by the ticket: whoever holds it is the caller. */
export interface FeedbackRequest extends Feedback {
  readonly ticket: string;
}

/** Something that was said or sent in the chat; the files themselves never reach the server. */
export type ChatLine =
  | {
      /** The sender's own key of it, unique in the consultation. */
      readonly id: string;
      readonly at: number;
      readonly party: Party;
      readonly kind: 'text';
      readonly text: string;
    }
  | {
      readonly id: string;
      readonly at: number;
      readonly party: Party;
      readonly kind: 'file';
      readonly name: string;
      readonly sizeBytes: number;
    };

/** What happened in a consultation, as its timeline tells it. */
export const TIMELINE_EVENTS = [
  'joined',
  /** A party's browser lost the server; the call itself may have gone on. */
  'dropped',
  'returned',
  'accepted',
  'connected',
  /** The call was lost, and is being made anew. */
  'renewed',
  'reconnected',
  /** Not connected in time: back at the head of the queue. */
  'requeued',
  'restarted',
  'ended',
] as const;

export type TimelineEventName = (typeof TIMELINE_EVENTS)[number];

export interface TimelineEntry {
  readonly at: number;
  readonly event: TimelineEventName;
  /** Whose doing it was; null: nobody's, but time's or the server's. */
  readonly party: Party | null;
}

/** A row of the history. Instants are epoch milliseconds. */
export interface PastConsultation {
  readonly id: ConsultationId;
  /** The caller's name; empty once personal data has been erased. */
  readonly name: string;
  readonly reason: string;
  readonly media: Media;
  readonly locale: string;
  readonly joinedAt: number;
  /** The call that was lost and that this one was joined to go on with. */
  readonly calledBackFrom: ConsultationId | null;
  readonly acceptedAt: number | null;
  /** When the two were first connected; null if never. */
  readonly startedAt: number | null;
  readonly endedAt: number;
  readonly endReason: EndReason;
  readonly endedBy: Party | null;
  readonly consultant: { readonly id: ConsultantId; readonly name: string } | null;
  readonly tags: readonly OutcomeTag[];
  readonly rating: number | null;
  readonly hasRecording: boolean;
  /** It was a meeting in a room; its reason is what the room was called. */
  readonly inRoom: boolean;
  /** When name, reason, notes, chat and comment were erased; null: they were not. */
  readonly erasedAt: number | null;
}

/** The answer of `GET /api/v1/callees/:slug/history`: the latest to have joined first. */
export interface HistoryPage {
  readonly consultations: readonly PastConsultation[];
  /** Where the next page begins; null: this was the last. */
  readonly next: string | null;
}

/** The answer of `GET /api/v1/consultations/:id`: all that is kept of one. */
export interface ConsultationRecord extends PastConsultation {
  /** The consultant's words on declining. */
  readonly endMessage: string;
  readonly timeline: readonly TimelineEntry[];
  readonly notes: Notes;
  readonly chat: readonly ChatLine[];
  readonly feedback: Feedback | null;
}

/** How long after the end a caller may still say how it was. */
export const FEEDBACK_LIFETIME_MS = 24 * 60 * 60 * 1000;
