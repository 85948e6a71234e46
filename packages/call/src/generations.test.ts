import type { Signal } from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import {
  advance,
  type Generations,
  NO_GENERATION,
  pauseMs,
  sort,
  WAITING_GENERATIONS_LIMIT,
  WAITING_SIGNALS_LIMIT,
} from './generations.ts';

const offer: Signal = { type: 'offer', sdp: 'v=0' };
const candidate = (n: number): Signal => ({ type: 'candidate', candidate: n });

/** Ann has begun this generation. */
const annIn = (generation: number): Generations => ({ current: generation, early: [] });

function afterReceiving(start: Generations, ...signals: [number, Signal][]): Generations {
  let generations = start;
  for (const [generation, signal] of signals) {
    const sorted = sort(generations, generation, signal);
    if (sorted?.for === 'later') generations = sorted.generations;
  }
  return generations;
}

describe('signals that reach Ann', () => {
  it('go to the peer at hand when they are of its generation', () => {
    expect(sort(annIn(2), 2, offer)).toEqual({ for: 'peer' });
  });

  it('are dropped when they are of an older generation', () => {
    expect(sort(annIn(2), 1, offer)).toBeNull();
  });

  it('are not answered before anything has begun, whatever they claim to be', () => {
    expect(sort(NO_GENERATION, 0, offer)).toBeNull();
    expect(sort(NO_GENERATION, 1, offer)).toMatchObject({ for: 'later' });
  });

  it('wait for their generation, and are given to it in the order they came', () => {
    const early = afterReceiving(annIn(1), [2, offer], [2, candidate(1)], [2, candidate(2)]);

    const begun = advance(early, 2);

    expect(begun?.signals).toEqual([offer, candidate(1), candidate(2)]);
    expect(begun?.generations).toEqual(annIn(2));
  });

  it('of the generation after the next keep waiting while the next begins', () => {
    const early = afterReceiving(annIn(1), [3, candidate(3)], [2, offer]);

    const second = advance(early, 2);
    const third = second && advance(second.generations, 3);

    expect(second?.signals).toEqual([offer]);
    expect(third?.signals).toEqual([candidate(3)]);
  });

  it('cannot fill her memory with one generation', () => {
    const flood = Array.from({ length: 1000 }, (_, n): [number, Signal] => [2, candidate(n)]);

    const begun = advance(afterReceiving(annIn(1), ...flood), 2);

    expect(begun?.signals).toHaveLength(WAITING_SIGNALS_LIMIT);
    expect(begun?.signals[0]).toEqual(candidate(0));
  });

  it('cannot fill her memory with many generations', () => {
    const flood = Array.from({ length: 1000 }, (_, n): [number, Signal] => [n + 2, offer]);

    const generations = afterReceiving(annIn(1), ...flood);

    expect(generations.early).toHaveLength(WAITING_GENERATIONS_LIMIT);
    expect(generations.early.map(([which]) => which)).toEqual([1000, 1001]);
  });
});

describe('going on to a generation', () => {
  it('changes nothing when it is the present or an older one', () => {
    expect(advance(annIn(2), 2)).toBeNull();
    expect(advance(annIn(2), 1)).toBeNull();
  });

  it('forgets what was kept for the generations it skips', () => {
    const early = afterReceiving(annIn(1), [2, offer], [3, offer]);

    expect(advance(early, 4)?.generations).toEqual(annIn(4));
  });
});

describe('generations that come to nothing', () => {
  it('follow each other more and more slowly, and seldom once it has been minutes', () => {
    expect([0, 1, 2, 3, 19].map(pauseMs)).toEqual([1000, 2000, 4000, 4000, 4000]);
    expect([20, 21, 5000].map(pauseMs)).toEqual([30_000, 30_000, 30_000]);
  });
});
