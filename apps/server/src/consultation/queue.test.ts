import type { ConsultationId } from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import { estimateOf, isNews, placesOf, type Queued, type Told } from './queue.ts';

const present = (name: string): Queued => ({ id: name as ConsultationId, callerAwaySince: null });
const away = (name: string): Queued => ({ id: name as ConsultationId, callerAwaySince: 1 });
const MINUTE = 60_000;

describe('places', () => {
  it('are in order, and those who are away keep theirs', () => {
    const places = placesOf([present('ann'), away('bob'), present('cleo'), present('dora')]);
    expect(places.map(({ id, position }) => [id, position])).toEqual([
      ['ann', 1],
      ['bob', 2],
      ['cleo', 3],
      ['dora', 4],
    ]);
  });

  it('let the next two who are there prepare an offer', () => {
    const places = placesOf([away('ann'), present('bob'), away('cleo'), present('dora')]);
    const preparing = placesOf([...places.map(({ id }) => present(id)), present('eve')]);
    expect(places.filter(({ prepare }) => prepare).map(({ id }) => id)).toEqual(['bob', 'dora']);
    expect(preparing.filter(({ prepare }) => prepare).map(({ id }) => id)).toEqual(['ann', 'bob']);
  });
});

describe('an estimate', () => {
  const recentHandlingMs = [10, 4, 6, 8, 2].map((minutes) => minutes * MINUTE);

  it('is from the quartiles of recent consultations, a round for each consultant', () => {
    expect(ask(0, 1)).toEqual({ known: true, minMs: 0, maxMs: 8 * MINUTE });
    expect(ask(2, 1)).toEqual({ known: true, minMs: 8 * MINUTE, maxMs: 24 * MINUTE });
    expect(ask(2, 3)).toEqual({ known: true, minMs: 0, maxMs: 8 * MINUTE });
    expect(ask(3, 3)).toEqual({ known: true, minMs: 4 * MINUTE, maxMs: 16 * MINUTE });
  });

  const ask = (ahead: number, consultantsAvailable: number) =>
    estimateOf({ recentHandlingMs, consultantsAvailable, ahead });

  it('never pretends to know seconds', () => {
    const estimate = estimateOf({
      recentHandlingMs: [61_000, 62_000, 63_000],
      consultantsAvailable: 1,
      ahead: 1,
    });
    expect(estimate).toEqual({ known: true, minMs: MINUTE, maxMs: 3 * MINUTE });
  });

  it('is not given without grounds', () => {
    const unknown = { known: false };
    const few = recentHandlingMs.slice(0, 2);
    expect(estimateOf({ recentHandlingMs: few, consultantsAvailable: 1, ahead: 0 })).toEqual(
      unknown,
    );
    expect(estimateOf({ recentHandlingMs, consultantsAvailable: 0, ahead: 0 })).toEqual(unknown);
  });
});

describe('what is news', () => {
  const near: Told = {
    position: 3,
    waiting: 50,
    prepare: false,
    consultantsAvailable: 2,
    estimate: { known: true, minMs: 0, maxMs: 5 * MINUTE },
  };
  const far: Told = { ...near, position: 40 };

  it('is a new place, and that it is time to prepare, for everybody', () => {
    for (const told of [near, far]) {
      expect(isNews(told, { ...told })).toBe(false);
      expect(isNews(told, { ...told, position: told.position - 1 })).toBe(true);
      expect(isNews(told, { ...told, prepare: true })).toBe(true);
      expect(isNews(told, { ...told, consultantsAvailable: 0 })).toBe(true);
    }
  });

  it.each([
    ['that others have joined behind', { waiting: 51 }],
    ['another consultant', { consultantsAvailable: 3 }],
    ['another estimate', { estimate: { known: true, minMs: 0, maxMs: 6 * MINUTE } }],
    ['that there is no estimate any more', { estimate: { known: false } }],
  ] as const)('is %s, for those near the head only', (_what, change) => {
    expect(isNews(near, { ...near, ...change })).toBe(true);
    expect(isNews(far, { ...far, ...change })).toBe(false);
  });
});
