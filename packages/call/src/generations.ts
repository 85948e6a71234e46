import type { Signal } from '@peerdesk/protocol';

/** How many signals of one generation wait for it; an offer and its candidates are about ten. */
export const WAITING_SIGNALS_LIMIT = 64;
/** How many coming generations have their signals kept. */
export const WAITING_GENERATIONS_LIMIT = 2;

/** Which generation is at hand, and what came early for those after it. */
export interface Generations {
  /** 0 before the first. */
  readonly current: number;
  /** By generation, ascending. */
  readonly early: readonly (readonly [generation: number, signals: readonly Signal[]])[];
}

export const NO_GENERATION: Generations = { current: 0, early: [] };

/**
 * Generations are not used up faster than this, whatever is wrong: twice as slowly after each that
 * came to nothing, up to a pause that nobody who is back in reach minds. Those who stay although
 * they find no path for minutes, as two in a room may, are to cost next to nothing.
 */
const PAUSES = { firstMs: 1000, mostMs: 4000, patience: 20, laterMs: 30_000 };

/**
 * The time from the beginning of a generation to that of the next.
 *
 * @param failures how many came to nothing before it, since the last one that connected
 */
export function pauseMs(failures: number): number {
  const { firstMs, mostMs, patience, laterMs } = PAUSES;
  return failures < patience ? Math.min(firstMs * 2 ** failures, mostMs) : laterMs;
}

/**
 * What to do with a signal of the other party: one of the present generation is for the peer at
 * hand, one of a coming generation waits, one of an older generation is dropped.
 */
export function sort(
  generations: Generations,
  generation: number,
  signal: Signal,
): { readonly for: 'peer' } | { readonly for: 'later'; readonly generations: Generations } | null {
  const { current, early } = generations;
  if (generation < current) return null;
  if (generation === current) return current > 0 ? { for: 'peer' } : null;
  const waiting = early.find(([which]) => which === generation)?.[1] ?? [];
  if (waiting.length >= WAITING_SIGNALS_LIMIT) return null;
  const kept = early
    .filter(([which]) => which !== generation)
    .concat([[generation, [...waiting, signal]]])
    .toSorted(([a], [b]) => a - b)
    .slice(-WAITING_GENERATIONS_LIMIT);
  return { for: 'later', generations: { current, early: kept } };
}

/**
 * Goes on to a generation.
 *
 * @returns the signals that came early for it, in order; null if it is not a coming one
 */
export function advance(
  generations: Generations,
  generation: number,
): { readonly generations: Generations; readonly signals: readonly Signal[] } | null {
  if (generation <= generations.current) return null;
  return {
    generations: {
      current: generation,
      early: generations.early.filter(([which]) => which > generation),
    },
    signals: generations.early.find(([which]) => which === generation)?.[1] ?? [],
  };
}
