import type {
  ConsultantId,
  ConsultationId,
  EndReason,
  Media,
  Party,
  Phase,
  RecordingPolicy,
  RoomClosed,
  RoomId,
  WithdrawalPolicy,
} from '@peerdesk/protocol';
import type { Generated } from 'kysely';
import type {
  ChatLineTable,
  ConsultationEventTable,
  ConsultationTagTable,
  FeedbackTable,
  NoteTable,
  OutcomeTagTable,
} from './after-call-tables.ts';
import type { RecordingTables } from './recording-tables.ts';

/** Instants are epoch milliseconds; booleans are 0 and 1, JSON is text: SQLite and PostgreSQL alike. */
export interface Tables extends RecordingTables {
  callee: CalleeTable;
  callee_consultant: CalleeConsultantTable;
  consultant: ConsultantTable;
  invitation: InvitationTable;
  consultation: ConsultationTable;
  message: MessageTable;
  room: RoomTable;
  consultation_event: ConsultationEventTable;
  note: NoteTable;
  outcome_tag: OutcomeTagTable;
  consultation_tag: ConsultationTagTable;
  feedback: FeedbackTable;
  chat_line: ChatLineTable;
}

export interface CalleeTable {
  /** UUIDv7 */
  id: string;
  slug: string;
  name: string;
  /** JSON array of origins; empty: any. */
  allowed_origins: string;
  created_at: number;
  recordings: Generated<RecordingPolicy>;
  on_withdrawal: Generated<WithdrawalPolicy>;
  /** Null: nothing is deleted by itself. */
  recording_days: number | null;
  personal_data_days: number | null;
}

export interface CalleeConsultantTable {
  callee_id: string;
  consultant_id: ConsultantId;
  created_at: number;
}

/** What the account library does not keep of a consultant. `id` is the account's. */
export interface ConsultantTable {
  id: ConsultantId;
  name: string;
  available: number;
}

export interface InvitationTable {
  /** SHA-256 of the token, hex: the database alone opens no door. */
  token_hash: string;
  callee_id: string;
  invited_by: ConsultantId;
  expires_at: number;
  used_at: number | null;
}

/** One consultation from join to history; see `consultation/consultation.ts`. */
export interface ConsultationTable {
  id: ConsultationId;
  callee_id: string;
  /** Raised by every change; a save is conditional on it. */
  version: number;
  phase: Phase;
  name: string;
  reason: string;
  media: Media;
  locale: string;
  /** The caller's own key of this join, so that a repeated request joins once; unique. */
  attempt: string | null;
  joined_at: number;
  /** What the queue is ordered by: `joined_at`, or that of the lost call that it was joined from. */
  placed_at: Generated<number>;
  /** The call that was lost and called back from; unique, and of no meaning once that is deleted. */
  called_back_from: ConsultationId | null;
  accepted_at: number | null;
  started_at: number | null;
  ended_at: number | null;
  end_reason: EndReason | null;
  ended_by: Party | null;
  /** The consultant's words on declining. */
  end_message: string;
  consultant_id: ConsultantId | null;
  consultant_name: string | null;
  generation: number;
  /** Accepted, but not connected in time: how often. */
  failed_attempts: number;
  /** Which parties have said `connected` in this generation: 0 or 1 each. */
  caller_connected: number;
  consultant_connected: number;
  /** JSON of the prepared offer; erased on leaving `waiting`. */
  prepared: string | null;
  /** Since when a party's browser is not connected; null while it is. */
  caller_away_since: number | null;
  consultant_away_since: number | null;
  /** Since when both are here in an active call and not connected to each other. */
  parted_since: number | null;
  /** When time itself will change this consultation next; null: never. Derived on each save. */
  due_at: number | null;
  /** Where it took place; null: it came from the queue. See `room/meeting.ts`. */
  room_id: RoomId | null;
  /** Name, reason and notes in the form that is searched; see `search-text.ts`. */
  search_text: Generated<string>;
  /** When everything that says who the caller was was erased; null: it is there. */
  erased_at: number | null;
}

/** What a visitor has left instead of waiting. */
interface MessageTable {
  /** UUIDv7 */
  id: string;
  callee_id: string;
  name: string;
  /** An email address or a telephone number, as the visitor wrote it. */
  contact: string;
  text: string;
  locale: string;
  /** The visitor's own key of this message, so that a repeated request leaves one; unique. */
  attempt: string;
  created_at: number;
  /** Both null until a consultant has marked it. */
  handled_at: number | null;
  handled_by: ConsultantId | null;
}

/** A private link for two; see `room/room.ts`. */
export interface RoomTable {
  /** UUIDv7 */
  id: RoomId;
  callee_id: string;
  made_by: ConsultantId;
  created_at: number;
  /** Raised by every change; a save is conditional on it. */
  version: number;
  title: string;
  opens_at: number | null;
  closes_at: number | null;
  once: number;
  knock: number;
  /** The last one used; it outlives who used it. */
  generation: number;
  /** Two have been connected in it: 0 or 1. */
  met: number;
  phase: 'empty' | 'waiting' | 'knocking' | 'connecting' | 'active' | 'closed';
  /** JSON of who has the place; null while nobody has. */
  first: string | null;
  second: string | null;
  /** Who has said `connected` in this generation: 0 or 1 each. */
  first_connected: number;
  second_connected: number;
  started_at: number | null;
  close_reason: RoomClosed | null;
  /** When time itself will change this room next; null: never. Derived on each save. */
  due_at: number | null;
}
