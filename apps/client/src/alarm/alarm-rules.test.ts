import type { ConsultationId, WaitingCaller } from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import { alarmOf, type Scene, titleOf } from './alarm-rules.ts';

const callerOf = (name: string): WaitingCaller => ({
  id: `id-of-${name}` as ConsultationId,
  name,
  reason: '',
  media: 'video',
  locale: 'en',
  joinedAt: 0,
  calledBackFrom: null,
  present: true,
  setup: null,
});
const ann = callerOf('Ann');
const bob = callerOf('Bob');

/** Dana is available, looks at something else, and nobody waits. */
const quiet: Scene = {
  linkUp: true,
  available: true,
  consulting: false,
  waiting: [],
  soundOn: true,
  focused: false,
};

describe('the sound', () => {
  const waiting = { ...quiet, waiting: [ann] };

  it('rings while somebody waits for an available consultant', () => {
    expect(alarmOf(quiet, waiting).ring).toBe(true);
  });

  it('goes on when a second caller joins, and when the page is looked at', () => {
    expect(alarmOf(waiting, { ...quiet, waiting: [ann, bob] }).ring).toBe(true);
    expect(alarmOf(waiting, { ...waiting, focused: true }).ring).toBe(true);
  });

  it.each([
    ['nobody waits any more', { waiting: [] }],
    ['the only caller is away', { waiting: [{ ...ann, present: false }] }],
    ['a call has begun', { consulting: true }],
    ['Dana is not available', { available: false }],
    ['Dana has muted it', { soundOn: false }],
    ['the server is out of reach', { linkUp: false }],
  ])('is silent when %s', (_when, change: Partial<Scene>) => {
    expect(alarmOf(waiting, { ...waiting, ...change }).ring).toBe(false);
  });
});

describe('the desktop notification', () => {
  it('is one for each caller who joins', () => {
    const first = { ...quiet, waiting: [ann] };
    expect(alarmOf(quiet, first).announce).toEqual([ann]);
    expect(alarmOf(first, { ...first, waiting: [ann, bob] }).announce).toEqual([bob]);
  });

  it('is not made for what is looked at, nor in a call, nor for who waited before', () => {
    const first = { ...quiet, waiting: [ann] };
    expect(alarmOf(quiet, { ...first, focused: true }).announce).toEqual([]);
    expect(alarmOf(quiet, { ...first, consulting: true }).announce).toEqual([]);
    expect(alarmOf(null, first).announce).toEqual([]);
  });

  it('goes away with its caller, and all of them when a call begins', () => {
    const both = { ...quiet, waiting: [ann, bob] };
    expect(alarmOf(both, { ...quiet, waiting: [bob] }).withdraw).toEqual([ann.id]);
    expect(alarmOf(both, { ...both, consulting: true }).withdraw).toEqual([ann.id, bob.id]);
  });
});

it('counts in the title', () => {
  expect(titleOf(0)).toBe('Peerdesk');
  expect(titleOf(3)).toBe('(3) Peerdesk');
});
