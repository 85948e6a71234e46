import type { CallerView, EndReason, IceSettings } from '@peerdesk/protocol';
import type { CallerStanding } from './contract.ts';

/** An offer's candidates go stale; it is made anew when it is older than this. */
export const OFFER_LIFETIME_MS = 30_000;

/** What this page has done about generations so far. */
export interface CallerHand {
  /** The highest generation that was begun or given up; never begun again. */
  readonly spent: number;
  /** The highest generation an offer was prepared for. */
  readonly prepared: number;
  /** This browser's clock; null when an offer is due. */
  readonly preparedAt: number | null;
}

export const EMPTY_HAND: CallerHand = { spent: 0, prepared: 0, preparedAt: null };

/** What must be done about the call. */
export type CallerStep =
  | { readonly do: 'prepare'; readonly generation: number; readonly ice: IceSettings }
  | { readonly do: 'begin'; readonly generation: number; readonly ice: IceSettings }
  /** Another page had this generation, or its signals may be lost; ask for the next. */
  | { readonly do: 'renew'; readonly generation: number }
  /** Back in the queue: the next accept is a new call. */
  | { readonly do: 'reset' }
  | { readonly do: 'end' };

/**
 * A view that is the first on a new connection: is the call `connected` without it? If not, any
 * signal may have been lost with the connection before. Null for all later ones.
 */
export type Greeted = 'connected' | 'connecting' | null;

/**
 * What a view asks of the call.
 *
 * @param before where the caller stood when it came
 * @param now this browser's clock, in milliseconds
 */
export function stepsOf(
  before: CallerStanding['phase'],
  view: CallerView,
  hand: CallerHand,
  now: number,
  greeted: Greeted = null,
): { readonly hand: CallerHand; readonly steps: readonly CallerStep[] } {
  switch (view.phase) {
    case 'waiting': {
      const wasInCall = before === 'connecting' || before === 'active';
      const steps: CallerStep[] = wasInCall ? [{ do: 'reset' }] : [];
      const preparedAt = wasInCall ? null : hand.preparedAt;
      const spent = Math.max(hand.spent, view.generation);
      const due = preparedAt === null || now - preparedAt >= OFFER_LIFETIME_MS;
      if (!view.prepare || !due) return { hand: { ...hand, spent, preparedAt }, steps };
      const generation = Math.max(spent, hand.prepared) + 1;
      steps.push({ do: 'prepare', generation, ice: view.ice });
      return { hand: { spent, prepared: generation, preparedAt: now }, steps };
    }
    case 'connecting':
    case 'active': {
      const { generation, ice } = view;
      if (generation <= hand.spent) {
        return { hand, steps: greeted === 'connecting' ? [{ do: 'renew', generation }] : [] };
      }
      // Found on arriving: the consultant's peer of this generation belongs to the page before, or
      // has answered an offer of this page while no answer could reach it.
      const isLate = before === 'joining' || (before === 'waiting' && greeted !== null);
      return {
        hand: { ...hand, spent: generation, preparedAt: null },
        steps: [isLate ? { do: 'renew', generation } : { do: 'begin', generation, ice }],
      };
    }
    case 'ended':
      return { hand, steps: [{ do: 'end' }] };
    default:
      return view satisfies never;
  }
}

/** The ticket is worth something yet. */
export function mayCallBack(standing: CallerStanding): boolean {
  return standing.phase === 'ended' && standing.callBackForMs > 0;
}

/** How it ends when the caller hangs up here, until the server says it itself. */
export function reasonOfLeaving(phase: CallerStanding['phase']): EndReason {
  if (phase === 'active') return 'completed';
  return phase === 'connecting' ? 'failed' : 'left_queue';
}
