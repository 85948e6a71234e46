import type { ConsultantId, ConsultationId, Party, TimelineEventName } from '@peerdesk/protocol';

/** One thing that happened in a consultation; written with the change itself, or not at all. */
export interface ConsultationEventTable {
  consultation_id: ConsultationId;
  /** The consultation's version after the change: they are in this order. */
  version: number;
  at: number;
  event: TimelineEventName;
  party: Party | null;
}

/** What consultants wrote of a consultation. */
export interface NoteTable {
  consultation_id: ConsultationId;
  text: string;
  /** Raised by every save; a save is conditional on it. */
  version: number;
  saved_at: number;
  saved_by: ConsultantId;
}

/** A callee's own words for how consultations come out. */
export interface OutcomeTagTable {
  /** UUIDv7 */
  id: string;
  callee_id: string;
  name: string;
  position: number;
  /** Since when it can no longer be chosen; consultations that have it keep it. */
  retired_at: number | null;
}

export interface ConsultationTagTable {
  consultation_id: ConsultationId;
  tag_id: string;
}

/** How the caller found it: once per consultation. */
export interface FeedbackTable {
  consultation_id: ConsultationId;
  rating: number;
  comment: string;
  given_at: number;
}

/** What was said in the chat, as the consultant's console told it. */
export interface ChatLineTable {
  consultation_id: ConsultationId;
  /** The sender's own key of it. */
  id: string;
  at: number;
  party: Party;
  kind: 'text' | 'file';
  /** The words, or the file's name. */
  text: string;
  /** Null for words. */
  size_bytes: number | null;
}
