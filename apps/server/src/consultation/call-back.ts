import type { Consultation, Ended } from './consultation.ts';

/** So long after a call was lost, its caller may call back to the place they had. */
const CALL_BACK_MS = 10 * 60_000;

/**
 * For how long yet the caller may call back, in milliseconds: only from a call that nobody ended.
 *
 * @returns 0: not, or no longer
 */
export function callBackForMs({ startedAt, endedBy, endedAt }: Ended, at: number): number {
  if (startedAt === null || endedBy !== null) return 0;
  return Math.max(0, endedAt + CALL_BACK_MS - at);
}

/** Where a caller belongs who presents the ticket of a call that was lost. */
export type CallBack =
  /** They have a place already: the call goes on after all, or they have called back before. */
  | { readonly to: 'place'; readonly place: Exclude<Consultation, Ended> }
  /** The place they had in the queue then. */
  | { readonly to: 'former-place'; readonly lost: Ended }
  | { readonly to: 'end-of-queue' };

/**
 * A call that was lost is called back from once. Whatever else is presented does no harm: nobody
 * who wants to talk is sent away for it.
 *
 * @param lost what the ticket is of
 * @param calledBack what was joined with it before
 */
export function callBackOf(
  lost: Consultation | null,
  calledBack: Consultation | null,
  at: number,
): CallBack {
  for (const place of [lost, calledBack]) {
    if (place !== null && place.phase !== 'ended') return { to: 'place', place };
  }
  if (lost?.phase !== 'ended' || calledBack !== null || callBackForMs(lost, at) === 0) {
    return { to: 'end-of-queue' };
  }
  return { to: 'former-place', lost };
}
