import type { RoomView } from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import { NO_MEETING, stepsOf } from './room-rules.ts';

const ice = { iceServers: [], iceTransportPolicy: 'all' } as const;
const call = (meeting: number, generation: number): RoomView => ({
  phase: 'connecting',
  place: 'first',
  meeting,
  generation,
  remoteName: 'Bob',
  startedAt: null,
  at: 1,
  ice,
  consultation: null,
});

describe('what a view of a room asks of the call', () => {
  it('is nothing while one waits, knocks, or is asked', () => {
    for (const view of [
      { phase: 'waiting' },
      { phase: 'knocking' },
      { phase: 'asked', generation: 1, remoteName: 'Bob' },
    ] as const) {
      expect(stepsOf('entering', view, NO_MEETING).steps).toEqual([]);
    }
  });

  it('is to begin each generation once', () => {
    const first = stepsOf('waiting', call(1, 1), NO_MEETING);
    expect(first.steps).toEqual([{ do: 'begin', generation: 1, ice }]);
    expect(stepsOf('connecting', call(1, 1), first.hand).steps).toEqual([]);
    const second = stepsOf('active', call(1, 2), first.hand);
    expect(second.steps).toEqual([{ do: 'begin', generation: 2, ice }]);
    expect(stepsOf('active', call(1, 1), second.hand).steps).toEqual([]);
  });

  it('is to forget the two who were in it when one has left', () => {
    const hand = { meeting: 1, begun: 2 };
    expect(stepsOf('active', { phase: 'waiting' }, hand).steps).toEqual([{ do: 'reset' }]);
    expect(stepsOf('waiting', { phase: 'waiting' }, hand).steps).toEqual([]);
  });

  it('is to forget who was there when another is, though nobody was seen to leave', () => {
    const { steps } = stepsOf('active', call(3, 3), { meeting: 1, begun: 2 });
    expect(steps).toEqual([{ do: 'reset' }, { do: 'begin', generation: 3, ice }]);
  });

  it('is to end it outside', () => {
    const out = { phase: 'out', reason: 'revoked' } as const;
    expect(stepsOf('active', out, { meeting: 1, begun: 2 }).steps).toEqual([{ do: 'end' }]);
  });
});
