import type { CalleeSlug, ConsultationId, RecordingId } from './ids.ts';

/** What is recorded. `picture` is voice and picture. */
export type RecordingMedia = 'voice' | 'picture';

/** Both voices mixed, with the pictures if they are recorded; and each party's own voice. */
export type RecordingTrack = 'mixed' | 'caller' | 'consultant';

/** A callee's choice. Joining gives consent ahead of time; it can be withdrawn all the same. */
export type RecordingPolicy = 'never' | 'ask_each_time' | 'ask_when_joining';

/** A callee's choice: what becomes of a recording when its caller withdraws the consent. */
export type WithdrawalPolicy = 'keep' | 'discard' | 'ask';

/**
 * Why a recording is over.
 *
 * - `refused`: the caller did not consent; nothing was recorded
 * - `cancelled`: the consultant took the question back; nothing was recorded
 * - `withdrawn`: the caller withdrew the consent
 * - `stopped`: the consultant stopped it
 * - `consultation_ended`: recorded to the end, or not answered before it
 */
export type RecordingEnd = 'refused' | 'cancelled' | 'withdrawn' | 'stopped' | 'consultation_ended';

/** The recording of a consultation at this moment, whole: part of both parties' views. */
export type RecordingView =
  | {
      readonly phase: 'off';
      /** The last one of this consultation; null when there was none. */
      readonly last: {
        readonly id: RecordingId;
        readonly end: RecordingEnd;
        /** It was withdrawn, and the consultant has yet to say whether to keep what there is. */
        readonly undecided: boolean;
      } | null;
    }
  | {
      /** The caller has been asked; nothing is recorded. */
      readonly phase: 'asked';
      readonly id: RecordingId;
      readonly media: RecordingMedia;
      /** When the caller was asked. */
      readonly since: number;
    }
  | {
      readonly phase: 'on' | 'paused';
      readonly id: RecordingId;
      readonly media: RecordingMedia;
      /** When this phase began. */
      readonly since: number;
      /** Recorded before `since`, pauses left out. While it is on, the time since then comes on top. */
      readonly recordedMs: number;
    };

/** Nothing of this consultation has been recorded, or asked for. */
export const NOT_RECORDED: RecordingView = { phase: 'off', last: null };

/** What a caller consented to, or not: kept as the proof. */
export interface RecordingConsent {
  readonly consented: boolean;
  /** Which words the caller was shown, as in `2026-11-1`. */
  readonly textVersion: string;
  /** The language of those words, BCP 47. */
  readonly locale: string;
}

/** Consent given while joining, where the callee asks for it there. */
export interface JoiningConsent extends RecordingConsent {
  readonly media: RecordingMedia;
}

export interface RequestRecordingRequest {
  readonly consultation?: ConsultationId;
  readonly media: RecordingMedia;
}

export interface AnswerRecordingRequest extends RecordingConsent {
  /** The one that was asked for: an answer that comes late is not taken for another one. */
  readonly recording: RecordingId;
}

/** What a callee's consultants may set, by `PATCH /api/v1/callees/:slug`. */
export interface RecordingSettings {
  readonly recordings: RecordingPolicy;
  readonly onWithdrawal: WithdrawalPolicy;
  /** Recordings are deleted so many days after their end; null: never. */
  readonly recordingDays: number | null;
  /** The same for consultations and messages, with all that is personal in them. */
  readonly personalDataDays: number | null;
}

/** The media types that the server takes, without parameters such as `codecs`. */
export const RECORDING_TYPES = ['audio/webm', 'video/webm', 'audio/mp4', 'video/mp4'] as const;

export type RecordingType = (typeof RECORDING_TYPES)[number];

/**
 * The metadata of `POST /api/v1/uploads` (tus). One upload is one segment: a single run of a
 * MediaRecorder, from its start or resumption to its stop, pause or the end of its page. A pause
 * ends a segment; resuming, or a reloaded page, begins the next one.
 */
export interface UploadMetadata {
  readonly recording: RecordingId;
  readonly track: RecordingTrack;
  /** 0, 1, 2, … within the track. */
  readonly segment: string;
  readonly type: RecordingType;
  /** When the MediaRecorder started, epoch milliseconds of the server's clock. */
  readonly startedAt: string;
}

/** `PUT /api/v1/recordings/:id/segments`: this segment is whole, and this is what it must be. */
export interface SealSegmentRequest {
  readonly track: RecordingTrack;
  readonly segment: number;
  readonly bytes: number;
  /** Of all its bytes, lower-case hex. */
  readonly sha256: string;
  /** No segment of this track comes after it. */
  readonly last: boolean;
}

/** What has arrived of a segment. */
export interface SegmentView {
  readonly track: RecordingTrack;
  readonly segment: number;
  /** Where to go on uploading, a path; also after a reload of the page. */
  readonly upload: string;
  readonly bytes: number;
  /** Its length and checksum were verified. */
  readonly sealed: boolean;
}

/** A place in a track where something was not recorded. */
export interface RecordingGap {
  /** Position in the track. */
  readonly atMs: number;
  /** How much time of the consultation passed there. */
  readonly lastedMs: number;
  /** `missing`: the page was gone, or a segment has not arrived. */
  readonly why: 'paused' | 'missing';
}

/** A finished file: it plays, with its duration and a seek index. */
export interface RecordedTrack {
  readonly track: RecordingTrack;
  /** A path; `?download` makes browsers save it. It takes HTTP ranges. */
  readonly url: string;
  readonly type: RecordingType;
  readonly bytes: number;
  readonly durationMs: number;
  readonly gaps: readonly RecordingGap[];
}

/**
 * What there is to hear.
 *
 * - `recording`: asked for, on or paused
 * - `arriving`: over; segments are awaited or being joined
 * - `ready`: every track is a file; later arrivals make it anew
 * - `empty`: nothing was recorded, or nothing has arrived
 * - `failed`: what arrived could not be made into a file
 */
export type RecordingState = 'recording' | 'arriving' | 'ready' | 'empty' | 'failed';

/** A recording as the callee's consultants see it, from `GET /api/v1/recordings/:id`. */
export interface RecordingDetails {
  readonly id: RecordingId;
  readonly consultation: ConsultationId;
  readonly callee: CalleeSlug;
  readonly state: RecordingState;
  readonly media: RecordingMedia;
  readonly requestedAt: number;
  /** Null when it never began. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly end: RecordingEnd | null;
  readonly undecided: boolean;
  /** Pauses left out. */
  readonly recordedMs: number;
  /** Null until the caller has answered. */
  readonly consent:
    | (RecordingConsent & { readonly at: number; readonly withdrawnAt: number | null })
    | null;
  readonly tracks: readonly RecordedTrack[];
  readonly segments: readonly SegmentView[];
}

/** `POST /api/v1/recordings/:id/tracks/:track/links`: the file for whoever has the link. */
export interface RecordingLink {
  readonly url: string;
  readonly expiresAt: number;
}

export interface RecordingLinkRequest {
  readonly minutes: number;
}
