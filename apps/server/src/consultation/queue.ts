import type { ConsultationId, Estimate } from '@peerdesk/protocol';

/** A waiting consultation, as far as the order of the queue is concerned. */
export interface Queued {
  readonly id: ConsultationId;
  readonly callerAwaySince: number | null;
}

export interface Place {
  readonly id: ConsultationId;
  /** 1 is the head of the queue. Callers who are away keep theirs. */
  readonly position: number;
  /** May be accepted soon: make an offer now. */
  readonly prepare: boolean;
}

/** What a waiting caller was told last. */
export interface Told {
  readonly position: number;
  readonly waiting: number;
  readonly prepare: boolean;
  readonly consultantsAvailable: number;
  readonly estimate: Estimate;
}

/** Callers up to this position are told of changes soon; the others have time. */
export const NEAR = 20;

/** How many callers at the head have an offer ready, so that one accept after the other is instant. */
const PREPARING = 2;

/** Fewer handled consultations than these tell nothing about the next ones. */
const ENOUGH_HANDLED = 3;

/** Ranges by the minute: finer ones would pretend, and change with every breath. */
const ESTIMATE_STEP_MS = 60_000;

/**
 * Everybody's place.
 *
 * @param queue the longest wait first; it may be a page of the queue
 * @param before the places on the pages before it
 */
export function placesOf(
  queue: readonly Queued[],
  before: { readonly count: number; readonly preparing: number } = { count: 0, preparing: 0 },
): Place[] {
  let { preparing } = before;
  return queue.map((queued, index) => {
    const prepare = isPresent(queued) && preparing < PREPARING;
    if (prepare) preparing += 1;
    return { id: queued.id, position: before.count + index + 1, prepare };
  });
}

/**
 * How long a caller will probably wait: from "everyone just now in a call is about to finish and
 * calls are short" to "they have all only begun and calls are long".
 *
 * @param ahead how many callers are before this one
 * @param recentHandlingMs how long this callee's recent consultations took, from accept to end
 */
export function estimateOf({
  recentHandlingMs,
  consultantsAvailable,
  ahead,
}: {
  readonly recentHandlingMs: readonly number[];
  readonly consultantsAvailable: number;
  readonly ahead: number;
}): Estimate {
  if (consultantsAvailable < 1 || recentHandlingMs.length < ENOUGH_HANDLED) return { known: false };
  const sorted = recentHandlingMs.toSorted((a, b) => a - b);
  const fullRounds = Math.floor(ahead / consultantsAvailable);
  const minMs = fullRounds * quantile(sorted, 0.25);
  const maxMs = (fullRounds + 1) * quantile(sorted, 0.75);
  return {
    known: true,
    minMs: Math.floor(minMs / ESTIMATE_STEP_MS) * ESTIMATE_STEP_MS,
    maxMs: Math.ceil(maxMs / ESTIMATE_STEP_MS) * ESTIMATE_STEP_MS,
  };
}

/**
 * Must this waiting caller be told? Those far from the head only of what moves them: that another
 * caller joined behind ten thousand is no news to them.
 */
export function isNews(told: Told, now: Told): boolean {
  if (told.position !== now.position || told.prepare !== now.prepare) return true;
  if (told.consultantsAvailable > 0 !== now.consultantsAvailable > 0) return true;
  if (now.position > NEAR) return false;
  return (
    told.waiting !== now.waiting ||
    told.consultantsAvailable !== now.consultantsAvailable ||
    !isSameEstimate(told.estimate, now.estimate)
  );
}

function isPresent({ callerAwaySince }: Queued): boolean {
  return callerAwaySince === null;
}

function isSameEstimate(one: Estimate, other: Estimate): boolean {
  if (!one.known || !other.known) return one.known === other.known;
  return one.minMs === other.minMs && one.maxMs === other.maxMs;
}

/** Linear interpolation between the two nearest. @param sorted ascending, not empty */
function quantile(sorted: readonly number[], fraction: number): number {
  const rank = (sorted.length - 1) * fraction;
  const lower = sorted[Math.floor(rank)] ?? 0;
  const upper = sorted[Math.ceil(rank)] ?? lower;
  return lower + (upper - lower) * (rank - Math.floor(rank));
}
