import type {
  ConsultantId,
  ConsultationId,
  RecordingEnd,
  RecordingId,
  RecordingMedia,
  RecordingTrack,
  RecordingType,
} from '@peerdesk/protocol';
import type { Generated } from 'kysely';
import type { Fate } from '../consultation/recording.ts';
import type { Place } from './finished-files.ts';

export interface RecordingTables {
  recording: RecordingTable;
  joining_consent: JoiningConsentTable;
  recording_segment: RecordingSegmentTable;
  recording_track: RecordingTrackTable;
  removed_recording: RemovedRecordingTable;
  audit: AuditTable;
}

/** One recording; see `consultation/recording.ts`. */
export interface RecordingTable {
  id: RecordingId;
  consultation_id: ConsultationId;
  callee_id: string;
  /** Raised by every change; a save is conditional on it. */
  version: number;
  phase: 'asked' | 'on' | 'paused' | 'over';
  media: RecordingMedia;
  requested_by: ConsultantId;
  requested_at: number;
  /** JSON of the caller's answer: the proof. */
  consent: string | null;
  withdrawn_at: number | null;
  started_at: number | null;
  /** Since when it is on or paused. */
  since: number | null;
  /** JSON array of `{ from, to }`. */
  stretches: string;
  ended_at: number | null;
  end_reason: RecordingEnd | null;
  fate: Fate | null;
  /** Null while it goes on, and while segments are awaited or being joined. */
  outcome: Generated<Outcome | null>;
}

/** What the joining of a recording's segments came to. */
export type Outcome = 'ready' | 'empty' | 'failed';

/** What a caller said to being recorded while joining. */
interface JoiningConsentTable {
  consultation_id: ConsultationId;
  consented: number;
  media: RecordingMedia;
  text_version: string;
  locale: string;
  at: number;
}

/** One run of the recorder for one track, and one upload; its bytes are a file. */
export interface RecordingSegmentTable {
  recording_id: RecordingId;
  track: RecordingTrack;
  segment: number;
  type: RecordingType;
  /** When the recorder said it began. */
  started_at: number;
  /** Known when the uploading page has said so. */
  length: number | null;
  arrived_at: number;
  /** Its length and checksum were verified. */
  sealed: number;
  /** No segment of the track comes after it. */
  last: number;
}

/** A finished file. */
interface RecordingTrackTable {
  recording_id: RecordingId;
  track: RecordingTrack;
  type: RecordingType;
  bytes: number;
  duration_ms: number;
  /** JSON array of gaps. */
  gaps: string;
  place: Generated<Place>;
}

/** A recording that was deleted, and may have left files in the bucket. */
interface RemovedRecordingTable {
  id: RecordingId;
}

/** Who did what to which recording or consultation, without a word of what is in it. */
interface AuditTable {
  /** UUIDv7 */
  id: string;
  callee_id: string;
  at: number;
  /** Null: the server itself, by the desk's retention. */
  consultant_id: ConsultantId | null;
  act: AuditAct;
  /** The id of the recording or the consultation. */
  subject: string;
}

/** `listened` and `downloaded` by link too: then the consultant is the one who made the link. */
export type AuditAct =
  | 'listened'
  | 'downloaded'
  | 'link_made'
  | 'listened_by_link'
  | 'downloaded_by_link'
  | 'recording_discarded'
  | 'recording_deleted'
  | 'recording_expired'
  | 'consultation_deleted'
  | 'consultation_expired'
  | 'consultations_exported';
