import { expect, it } from 'vitest';
import { networkOf } from './network.ts';

it.each([
  ['quick trips', [20, 30, 25], '4g', null, 'good'],
  ['one slow trip of three', [20, 3000, 25], null, null, 'good'],
  ['slow trips', [420, 380, 500], null, null, 'fair'],
  ['very slow trips', [900, 1200, 700], '4g', 'found', 'poor'],
  ['a browser that calls it 3g', [20, 30, 25], '3g', null, 'fair'],
  ['a browser that calls it slow-2g', [20, 30, 25], 'slow-2g', null, 'poor'],
  ['a relay out of reach', [20, 30, 25], null, 'blocked', 'fair'],
] as const)('a network with %s', (_what, trips, hint, relay, verdict) => {
  expect(networkOf(trips, hint, relay)).toBe(verdict);
});
