import type {
  ConsultantId,
  ConsultationId,
  JoiningConsent,
  Party,
  RecordingConsent,
  RecordingEnd,
  RecordingId,
  RecordingMedia,
  RecordingSettings,
  RecordingView,
  WithdrawalPolicy,
} from '@peerdesk/protocol';
import { Refusal } from './refusal.ts';

/** What the caller said, to which words, and when. */
export interface GivenConsent extends RecordingConsent {
  readonly at: number;
  /** Said while joining the queue, not when asked in the call. */
  readonly whenJoining: boolean;
}

/** A time in which was recorded; instants. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

interface Request {
  readonly id: RecordingId;
  readonly consultationId: ConsultationId;
  readonly calleeId: string;
  /** Raised by storage with every save. */
  readonly version: number;
  readonly media: RecordingMedia;
  readonly requestedBy: ConsultantId;
  readonly requestedAt: number;
}

export interface Asked extends Request {
  readonly phase: 'asked';
}

export interface Running extends Request {
  readonly phase: 'on' | 'paused';
  readonly consent: GivenConsent;
  readonly startedAt: number;
  /** When this phase began. */
  readonly since: number;
  /** Those that are over; while it is on, one more is going on since `since`. */
  readonly stretches: readonly Stretch[];
}

export interface Over extends Request {
  readonly phase: 'over';
  readonly end: RecordingEnd;
  readonly endedAt: number;
  /** Null when the caller had not answered. */
  readonly consent: GivenConsent | null;
  readonly withdrawnAt: number | null;
  readonly startedAt: number | null;
  readonly stretches: readonly Stretch[];
  readonly fate: Fate;
}

/** What becomes of the files. The row of a discarded one stays, as the proof of consent and withdrawal. */
export type Fate = 'kept' | 'undecided' | 'discarded';

/** One recording of a consultation, from the question on. */
export type Recording = Asked | Running | Over;

export type RecordingHappening =
  | { readonly type: 'answered'; readonly answer: RecordingConsent }
  | { readonly type: 'paused' }
  | { readonly type: 'resumed' }
  | {
      readonly type: 'stopped';
      readonly party: Party;
      readonly onWithdrawal: WithdrawalPolicy;
    }
  | { readonly type: 'consultation-ended' }
  | { readonly type: 'decided'; readonly keep: boolean };

export type RecordingEvent = RecordingHappening & { readonly at: number };

/** What was said in the form, and when. */
export type SaidJoining = JoiningConsent & { readonly at: number };

/**
 * What was said while joining counts until the caller says no to a recording or stops one: from
 * then on they are asked.
 *
 * @param recordings all of the consultation it was said for
 */
export function standingConsent(
  whenJoining: SaidJoining | null,
  recordings: readonly Recording[],
): SaidJoining | null {
  const taken = recordings.some(
    (each) => each.phase === 'over' && (each.end === 'withdrawn' || each.end === 'refused'),
  );
  return taken ? null : whenJoining;
}

/**
 * A consultant wants to record: the caller is asked, unless they have consented to it while joining.
 *
 * @param whenJoining what of it stands, see {@link standingConsent}
 */
export function requestRecording(
  request: Omit<Request, 'version'>,
  { recordings }: Pick<RecordingSettings, 'recordings'>,
  whenJoining: SaidJoining | null,
): Asked | Running {
  if (recordings === 'never') throw new Refusal('recordings_off');
  const asked: Asked = { ...request, version: 1, phase: 'asked' };
  const covers =
    whenJoining?.consented && (whenJoining.media === 'picture' || request.media === 'voice');
  if (recordings !== 'ask_when_joining' || !whenJoining || !covers) return asked;
  const { textVersion, locale, at } = whenJoining;
  return start(
    asked,
    { consented: true, textVersion, locale, at, whenJoining: true },
    request.requestedAt,
  );
}

/**
 * The only place that decides what becomes of a recording.
 *
 * @returns the recording after the event; the very same object when the event changes nothing
 * @throws {Refusal} when the event is a request that cannot be granted
 */
export function recordingAfter(recording: Recording, event: RecordingEvent): Recording {
  switch (event.type) {
    case 'answered':
      return answer(recording, event.answer, event.at);
    case 'paused':
      return pause(recording, event.at);
    case 'resumed':
      return resume(recording, event.at);
    case 'stopped':
      return stop(recording, event);
    case 'consultation-ended':
      return recording.phase === 'over'
        ? recording
        : over(recording, { end: 'consultation_ended', at: event.at });
    case 'decided':
      return decide(recording, event.keep);
    default:
      return event satisfies never;
  }
}

/** The stretches up to now, the one that is going on included. */
export function stretchesOf(recording: Recording, now: number): readonly Stretch[] {
  switch (recording.phase) {
    case 'asked':
      return [];
    case 'on':
      return [...recording.stretches, { from: recording.since, to: now }];
    case 'paused':
    case 'over':
      return recording.stretches;
    default:
      return recording satisfies never;
  }
}

/** Pauses left out. */
export function recordedMs(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** What both parties are told of it. */
export function recordingView(recording: Recording | null): RecordingView {
  if (recording === null) return { phase: 'off', last: null };
  const { id, media } = recording;
  switch (recording.phase) {
    case 'asked':
      return { phase: 'asked', id, media, since: recording.requestedAt };
    case 'on':
    case 'paused': {
      const { phase, since, stretches } = recording;
      return { phase, id, media, since, recordedMs: recordedMs(stretches) };
    }
    case 'over': {
      const { end, fate } = recording;
      return { phase: 'off', last: { id, end, undecided: fate === 'undecided' } };
    }
    default:
      return recording satisfies never;
  }
}

function answer(recording: Recording, said: RecordingConsent, at: number): Recording {
  switch (recording.phase) {
    case 'asked': {
      const consent = { ...said, at, whenJoining: false };
      return said.consented
        ? start(recording, consent, at)
        : over(recording, { end: 'refused', at, consent });
    }
    case 'on':
    case 'paused':
      if (said.consented) return recording;
      throw new Refusal('already_recording');
    case 'over':
      if (recording.consent?.consented === said.consented) return recording;
      throw new Refusal('not_recording');
    default:
      return recording satisfies never;
  }
}

function start(asked: Asked, consent: GivenConsent, at: number): Running {
  return { ...asked, phase: 'on', consent, startedAt: at, since: at, stretches: [] };
}

function pause(recording: Recording, at: number): Recording {
  switch (recording.phase) {
    case 'on':
      return { ...recording, phase: 'paused', since: at, stretches: stretchesOf(recording, at) };
    case 'paused':
      return recording;
    case 'asked':
    case 'over':
      throw new Refusal('not_recording');
    default:
      return recording satisfies never;
  }
}

function resume(recording: Recording, at: number): Recording {
  switch (recording.phase) {
    case 'paused':
      return { ...recording, phase: 'on', since: at };
    case 'on':
      return recording;
    case 'asked':
    case 'over':
      throw new Refusal('not_recording');
    default:
      return recording satisfies never;
  }
}

function stop(
  recording: Recording,
  { party, onWithdrawal, at }: { party: Party; onWithdrawal: WithdrawalPolicy; at: number },
): Recording {
  switch (recording.phase) {
    case 'asked':
      return over(recording, { end: party === 'caller' ? 'refused' : 'cancelled', at });
    case 'on':
    case 'paused':
      return party === 'caller'
        ? over(recording, { end: 'withdrawn', at, fate: FATES[onWithdrawal] })
        : over(recording, { end: 'stopped', at });
    case 'over':
      return recording;
    default:
      return recording satisfies never;
  }
}

const FATES = { keep: 'kept', discard: 'discarded', ask: 'undecided' } satisfies Record<
  WithdrawalPolicy,
  Fate
>;

function decide(recording: Recording, keep: boolean): Recording {
  if (recording.phase !== 'over' || recording.fate !== 'undecided') return recording;
  return { ...recording, fate: keep ? 'kept' : 'discarded' };
}

function over(
  recording: Asked | Running,
  {
    end,
    at,
    consent = recording.phase === 'asked' ? null : recording.consent,
    fate = 'kept',
  }: { end: RecordingEnd; at: number; consent?: GivenConsent | null; fate?: Fate },
): Over {
  const { id, consultationId, calleeId, version, media, requestedBy, requestedAt } = recording;
  return {
    id,
    consultationId,
    calleeId,
    version,
    media,
    requestedBy,
    requestedAt,
    phase: 'over',
    end,
    endedAt: at,
    consent,
    withdrawnAt: end === 'withdrawn' ? at : null,
    startedAt: recording.phase === 'asked' ? null : recording.startedAt,
    stretches: stretchesOf(recording, at),
    fate,
  };
}
