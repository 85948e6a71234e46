import type {
  ConsultantId,
  ConsultationId,
  RecordingEnd,
  RecordingId,
  RecordingMedia,
} from '@peerdesk/protocol';
import type { Fate } from '../consultation/recording.ts';

export interface RecordingTables {
  recording: RecordingTable;
  joining_consent: JoiningConsentTable;
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
}

/** What a caller said to being recorded while joining. */
interface JoiningConsentTable {
  consultation_id: ConsultationId;
  consented: number;
  media: RecordingMedia;
  text_version: string;
  locale: string;
  at: number;
}
