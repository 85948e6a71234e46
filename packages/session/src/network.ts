import type { CallerSetup } from '@peerdesk/protocol';

/** What a caller's browser says of itself, but for how well it is connected. */
export type Surroundings = Omit<CallerSetup, 'network' | 'relay' | 'reflexive'> & {
  /** `navigator.connection.effectiveType`, where there is one. */
  readonly connectionHint: string | null;
};

/** There and back, as for a call: above the first it is felt, above the second it hurts. */
const GOOD_MS = 300;
const FAIR_MS = 600;

const ORDER = ['good', 'fair', 'poor'] as const;

/** How good a call will probably be: the worst of what is known counts. */
export function networkOf(
  roundTripsMs: readonly number[],
  connectionHint: string | null,
  relay: CallerSetup['relay'],
): NonNullable<CallerSetup['network']> {
  const middle = roundTripsMs.toSorted((a, b) => a - b)[Math.floor(roundTripsMs.length / 2)] ?? 0;
  const degree = Math.max(
    middle <= GOOD_MS ? 0 : middle <= FAIR_MS ? 1 : 2,
    connectionHint === '3g' ? 1 : connectionHint?.endsWith('2g') ? 2 : 0,
    // Where an operator has put a relay, some will need it.
    relay === 'blocked' ? 1 : 0,
  );
  return ORDER[degree] ?? 'poor';
}
