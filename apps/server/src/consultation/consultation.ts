import type {
  ConsultantId,
  ConsultationId,
  EndReason,
  Media,
  Party,
  PreparedOffer,
} from '@peerdesk/protocol';
import { Refusal } from './refusal.ts';

interface Request {
  readonly id: ConsultationId;
  readonly calleeId: string;
  /** Raised by storage with every save. */
  readonly version: number;
  /** The caller's name. */
  readonly name: string;
  readonly reason: string;
  readonly media: Media;
  readonly locale: string;
  readonly attempt: string | null;
  readonly joinedAt: number;
  /** What the queue is ordered by: when the place was taken first, if it is that of a lost call. */
  readonly placedAt: number;
  /** The call that was lost and that this one was joined to go on with. */
  readonly calledBackFrom: ConsultationId | null;
  /** The last one used; 0 until there was one. */
  readonly generation: number;
  /** How often it was accepted, but not connected in time. */
  readonly failedAttempts: number;
  /** Since when the caller's browser is not connected; null while it is. */
  readonly callerAwaySince: number | null;
}

export interface Consultant {
  readonly id: ConsultantId;
  readonly name: string;
}

interface Accepted extends Request {
  readonly consultant: Consultant;
  readonly acceptedAt: number;
  /** Since when no window of the consultant holds the call; null while one does. */
  readonly consultantAwaySince: number | null;
  /** Who sees the other's media in this generation. */
  readonly connected: { readonly [party in Party]: boolean };
}

export interface Waiting extends Request {
  readonly phase: 'waiting';
  readonly prepared: PreparedOffer | null;
}

interface Connecting extends Accepted {
  readonly phase: 'connecting';
  /** Kept until the two are connected, so that a repeated accept gets the same answer. */
  readonly prepared: PreparedOffer | null;
}

interface Active extends Accepted {
  readonly phase: 'active';
  /** When both were first connected; renewals keep it. */
  readonly startedAt: number;
  /** Since when both are here and not connected to each other; null while they are, or one is away. */
  readonly partedSince: number | null;
}

export interface Ended extends Request {
  readonly phase: 'ended';
  readonly endedAt: number;
  readonly endReason: EndReason;
  /** Null when nobody ended it but time. */
  readonly endedBy: Party | null;
  /** The consultant's words on declining. */
  readonly endMessage: string;
  readonly consultant: Consultant | null;
  readonly acceptedAt: number | null;
  readonly startedAt: number | null;
}

/** In the hands of a consultant. */
export type Held = Connecting | Active;

/** One request and all that follows. The queue is the waiting ones, the history the ended ones. */
export type Consultation = Waiting | Held | Ended;

/** How long people are waited for, in milliseconds. */
export interface Patience {
  /** For a party whose browser dropped, and for a path between the two that was lost. */
  readonly graceMs: number;
  /** For an accepted call to be connected. */
  readonly connectTimeoutMs: number;
}

/** What can happen to a consultation. */
export type Happening =
  | { readonly type: 'prepared'; readonly offer: PreparedOffer }
  | { readonly type: 'accepted'; readonly consultant: Consultant }
  | { readonly type: 'declined'; readonly message: string }
  | { readonly type: 'connected'; readonly party: Party; readonly generation: number }
  | { readonly type: 'renewed'; readonly generation: number }
  | { readonly type: 'hung-up'; readonly party: Party }
  | { readonly type: 'dropped'; readonly party: Party }
  | { readonly type: 'returned'; readonly party: Party }
  | { readonly type: 'restarted' }
  | { readonly type: 'time-passed'; readonly patience: Patience };

export type ConsultationEvent = Happening & { readonly at: number };

/** After so many accepts without a connection it is hopeless. */
const ATTEMPTS = 3;

const NOBODY = { caller: false, consultant: false } as const;

/**
 * The only place that decides what becomes of a consultation.
 *
 * @returns the consultation after the event; the very same object when the event changes nothing,
 *   as late and repeated ones do
 * @throws {Refusal} when the event is a request that cannot be granted
 */
export function transition(consultation: Consultation, event: ConsultationEvent): Consultation {
  const after = outcomeOf(consultation, event);
  return after.phase === 'active' ? watchParting(after, event) : after;
}

function outcomeOf(consultation: Consultation, event: ConsultationEvent): Consultation {
  switch (event.type) {
    case 'prepared':
      return prepare(consultation, event.offer);
    case 'accepted':
      return accept(consultation, event.consultant, event.at);
    case 'declined':
      return decline(consultation, event.message, event.at);
    case 'connected':
      return connect(consultation, event);
    case 'renewed':
      return renew(consultation, event.generation);
    case 'hung-up':
      return hangUp(consultation, event.party, event.at);
    case 'dropped':
      return drop(consultation, event.party, event.at);
    case 'returned':
      return comeBack(consultation, event.party);
    case 'restarted':
      return restart(consultation, event.at);
    case 'time-passed':
      return passTime(consultation, event.at, event.patience);
    default:
      return event satisfies never;
  }
}

/** When time itself will change this consultation next; null: never. */
export function dueAt(
  consultation: Consultation,
  { graceMs, connectTimeoutMs }: Patience,
): number | null {
  switch (consultation.phase) {
    case 'waiting':
      return consultation.callerAwaySince === null ? null : consultation.callerAwaySince + graceMs;
    case 'connecting':
      return consultation.acceptedAt + connectTimeoutMs;
    case 'active': {
      const { callerAwaySince, consultantAwaySince, partedSince } = consultation;
      const since = Math.min(...[callerAwaySince, consultantAwaySince, partedSince].map(orNever));
      return since === Infinity ? null : since + graceMs;
    }
    case 'ended':
      return null;
    default:
      return consultation satisfies never;
  }
}

export function isHeld(consultation: Consultation): consultation is Held {
  return consultation.phase === 'connecting' || consultation.phase === 'active';
}

function prepare(consultation: Consultation, offer: PreparedOffer): Consultation {
  if (consultation.phase !== 'waiting') throw new Refusal('not_waiting');
  const { generation, prepared } = consultation;
  if (offer.generation <= generation || offer.generation < (prepared?.generation ?? 0)) {
    throw new Refusal('stale_generation');
  }
  return { ...consultation, prepared: offer };
}

function accept(consultation: Consultation, consultant: Consultant, at: number): Consultation {
  if (consultation.phase !== 'waiting') throw new Refusal('already_taken');
  if (consultation.callerAwaySince !== null) throw new Refusal('caller_away');
  return {
    ...consultation,
    phase: 'connecting',
    consultant,
    acceptedAt: at,
    consultantAwaySince: null,
    connected: NOBODY,
    generation: consultation.prepared?.generation ?? consultation.generation + 1,
  };
}

function decline(consultation: Consultation, message: string, at: number): Consultation {
  switch (consultation.phase) {
    case 'waiting':
      return end(consultation, { at, reason: 'declined', by: 'consultant', message });
    case 'connecting':
    case 'active':
      throw new Refusal('already_taken');
    case 'ended':
      if (consultation.endReason === 'declined') return consultation;
      throw new Refusal('consultation_ended');
    default:
      return consultation satisfies never;
  }
}

function connect(
  consultation: Consultation,
  { party, generation, at }: { party: Party; generation: number; at: number },
): Consultation {
  if (consultation.phase === 'ended') return consultation;
  if (consultation.phase === 'waiting') throw new Refusal('not_in_call');
  if (generation !== consultation.generation) throw new Refusal('stale_generation');
  if (consultation.connected[party]) return consultation;

  const connected = { ...consultation.connected, [party]: true };
  if (consultation.phase === 'active' || !connected.caller || !connected.consultant) {
    return { ...consultation, connected };
  }
  const { prepared: _erased, ...call } = consultation;
  return { ...call, phase: 'active', connected, startedAt: at, partedSince: null };
}

/**
 * The time in which the two may find a path begins when both are here, and anew whenever one of
 * them comes back: also on another page, and after the server was away.
 */
function watchParting(call: Active, { type, at }: ConsultationEvent): Active {
  const { connected, callerAwaySince, consultantAwaySince } = call;
  const bothHere = callerAwaySince === null && consultantAwaySince === null;
  const parted = bothHere && !(connected.caller && connected.consultant);
  const since = type === 'returned' ? at : (call.partedSince ?? at);
  const partedSince = parted ? since : null;
  return partedSince === call.partedSince ? call : { ...call, partedSince };
}

function renew(consultation: Consultation, generation: number): Consultation {
  if (consultation.phase === 'ended') return consultation;
  if (consultation.phase === 'waiting') throw new Refusal('not_in_call');
  if (generation > consultation.generation) throw new Refusal('stale_generation');
  if (generation < consultation.generation) return consultation;

  const next = { generation: generation + 1, connected: NOBODY };
  return consultation.phase === 'connecting'
    ? { ...consultation, ...next, prepared: null }
    : { ...consultation, ...next };
}

function hangUp(consultation: Consultation, party: Party, at: number): Consultation {
  switch (consultation.phase) {
    case 'waiting':
      if (party === 'consultant') throw new Refusal('not_in_call');
      return end(consultation, { at, reason: 'left_queue', by: party });
    case 'connecting':
      return end(consultation, { at, reason: 'failed', by: party });
    case 'active':
      return end(consultation, { at, reason: 'completed', by: party });
    case 'ended':
      return consultation;
    default:
      return consultation satisfies never;
  }
}

function drop(consultation: Consultation, party: Party, at: number): Consultation {
  if (consultation.phase === 'ended') return consultation;
  if (party === 'consultant') {
    if (!isHeld(consultation) || consultation.consultantAwaySince !== null) return consultation;
    return { ...consultation, consultantAwaySince: at };
  }
  if (consultation.callerAwaySince !== null) return consultation;
  return { ...withoutOffer(consultation), callerAwaySince: at };
}

function comeBack(consultation: Consultation, party: Party): Consultation {
  if (consultation.phase === 'ended') return consultation;
  if (party === 'consultant') {
    if (!isHeld(consultation) || consultation.consultantAwaySince === null) return consultation;
    return { ...consultation, consultantAwaySince: null };
  }
  const returned = withoutOffer(consultation);
  return returned.callerAwaySince === null ? returned : { ...returned, callerAwaySince: null };
}

/** While the server was away nobody could come back, so everybody's grace begins anew. */
function restart(consultation: Consultation, at: number): Consultation {
  switch (consultation.phase) {
    case 'waiting':
      return { ...withoutOffer(consultation), callerAwaySince: at };
    case 'connecting':
    case 'active':
      return { ...consultation, callerAwaySince: at, consultantAwaySince: at };
    case 'ended':
      return consultation;
    default:
      return consultation satisfies never;
  }
}

function passTime(consultation: Consultation, at: number, patience: Patience): Consultation {
  const due = dueAt(consultation, patience);
  if (due === null || at < due) return consultation;
  switch (consultation.phase) {
    case 'waiting':
      return end(consultation, { at, reason: 'abandoned', by: null });
    case 'connecting': {
      const failedAttempts = consultation.failedAttempts + 1;
      return failedAttempts < ATTEMPTS
        ? backToTheQueue({ ...consultation, failedAttempts })
        : end({ ...consultation, failedAttempts }, { at, reason: 'failed', by: null });
    }
    case 'active': {
      return end(consultation, { at, reason: reasonOfLoss(consultation), by: null });
    }
    case 'ended':
      return consultation;
    default:
      return consultation satisfies never;
  }
}

/** A path that was lost between two who are both here is nobody's fault. */
function reasonOfLoss({ callerAwaySince, consultantAwaySince }: Active): EndReason {
  if (callerAwaySince === null && consultantAwaySince === null) return 'failed';
  return orNever(callerAwaySince) <= orNever(consultantAwaySince)
    ? 'caller_lost'
    : 'consultant_lost';
}

const orNever = (since: number | null): number => since ?? Infinity;

/**
 * Another page than the one that prepared the offer has no such peer. Its generation counts as
 * used: a page that still has the peer must not take a new accept for one of this offer.
 */
function withoutOffer<Any extends Waiting | Held>(consultation: Any): Any {
  if (consultation.phase !== 'waiting' || consultation.prepared === null) return consultation;
  return { ...consultation, prepared: null, generation: consultation.prepared.generation };
}

/** `placedAt` is as it was, so the caller is at the head again. */
function backToTheQueue(consultation: Connecting): Waiting {
  return { ...requestOf(consultation), phase: 'waiting', prepared: null };
}

function end(
  consultation: Waiting | Held,
  {
    at,
    reason,
    by,
    message = '',
  }: { at: number; reason: EndReason; by: Party | null; message?: string },
): Ended {
  return {
    ...requestOf(consultation),
    phase: 'ended',
    endedAt: at,
    endReason: reason,
    endedBy: by,
    endMessage: message,
    consultant: isHeld(consultation) ? consultation.consultant : null,
    acceptedAt: isHeld(consultation) ? consultation.acceptedAt : null,
    startedAt: consultation.phase === 'active' ? consultation.startedAt : null,
  };
}

function requestOf(consultation: Consultation): Request {
  const { id, calleeId, version, name, reason, media, locale, attempt, joinedAt } = consultation;
  const { placedAt, calledBackFrom, generation, failedAttempts, callerAwaySince } = consultation;
  return {
    id,
    calleeId,
    version,
    name,
    reason,
    media,
    locale,
    attempt,
    joinedAt,
    placedAt,
    calledBackFrom,
    generation,
    failedAttempts,
    callerAwaySince,
  };
}
