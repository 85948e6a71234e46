import {
  type CallerView,
  type ConsultationId,
  type IceSettings,
  NOT_RECORDED,
} from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import { EMPTY_HAND, OFFER_LIFETIME_MS, reasonOfLeaving, stepsOf } from './caller-rules.ts';

const ice: IceSettings = { iceServers: [], iceTransportPolicy: 'all' };
const id = '0193' as ConsultationId;
const now = 1_000_000;

const waiting = (generation: number, prepare: boolean): CallerView => ({
  phase: 'waiting',
  id,
  position: prepare ? 1 : 5,
  waiting: 7,
  estimate: { known: false },
  consultantsAvailable: 1,
  generation,
  prepare,
  ice,
});
const inCall = (phase: 'connecting' | 'active', generation: number): CallerView => ({
  phase,
  id,
  generation,
  remoteName: 'Dana',
  media: 'video',
  startedAt: null,
  recording: NOT_RECORDED,
  at: now,
  ice,
});

describe('Ann in the queue', () => {
  it('prepares nothing while she is far from the head', () => {
    expect(stepsOf('joining', waiting(0, false), EMPTY_HAND, now).steps).toEqual([]);
  });

  it('prepares an offer for the next generation near the head, once', () => {
    const first = stepsOf('waiting', waiting(0, true), EMPTY_HAND, now);
    const second = stepsOf('waiting', waiting(0, true), first.hand, now + 1000);

    expect(first.steps).toEqual([{ do: 'prepare', generation: 1, ice }]);
    expect(second.steps).toEqual([]);
  });

  it('makes it anew when it is old, in a generation of its own', () => {
    const { hand } = stepsOf('waiting', waiting(0, true), EMPTY_HAND, now);

    const later = stepsOf('waiting', waiting(0, true), hand, now + OFFER_LIFETIME_MS);

    expect(later.steps).toEqual([{ do: 'prepare', generation: 2, ice }]);
  });

  it('never prepares for a generation that was used before she came back', () => {
    const { steps } = stepsOf('joining', waiting(7, true), EMPTY_HAND, now);

    expect(steps).toEqual([{ do: 'prepare', generation: 8, ice }]);
  });
});

describe('Ann, accepted by Dana', () => {
  it('begins the generation that was accepted, once', () => {
    const prepared = stepsOf('waiting', waiting(0, true), EMPTY_HAND, now).hand;

    const accepted = stepsOf('waiting', inCall('connecting', 1), prepared, now);
    const active = stepsOf('connecting', inCall('active', 1), accepted.hand, now);

    expect(accepted.steps).toEqual([{ do: 'begin', generation: 1, ice }]);
    expect(active.steps).toEqual([]);
  });

  it('begins the next generation when the connection is renewed', () => {
    const { hand } = stepsOf('waiting', inCall('connecting', 1), EMPTY_HAND, now);

    expect(stepsOf('active', inCall('active', 2), hand, now).steps).toEqual([
      { do: 'begin', generation: 2, ice },
    ]);
  });

  it('asks for a new generation after a reload: the present one belongs to the page before', () => {
    const found = stepsOf('joining', inCall('active', 3), EMPTY_HAND, now);
    const repeated = stepsOf('active', inCall('active', 3), found.hand, now);
    const renewed = stepsOf('active', inCall('active', 4), repeated.hand, now);

    expect(found.steps).toEqual([{ do: 'renew', generation: 3 }]);
    expect(repeated.steps).toEqual([]);
    expect(renewed.steps).toEqual([{ do: 'begin', generation: 4, ice }]);
  });

  it('asks for a new generation when her connection was lost while it was being connected', () => {
    const { hand } = stepsOf('waiting', inCall('connecting', 1), EMPTY_HAND, now);

    expect(stepsOf('active', inCall('active', 1), hand, now, 'connecting').steps).toEqual([
      { do: 'renew', generation: 1 },
    ]);
    expect(stepsOf('active', inCall('active', 1), hand, now, 'connected').steps).toEqual([]);
  });

  it('asks for a new generation when she was accepted while no answer could reach her', () => {
    const prepared = stepsOf('waiting', waiting(0, true), EMPTY_HAND, now).hand;

    expect(stepsOf('waiting', inCall('connecting', 1), prepared, now, 'connecting').steps).toEqual([
      { do: 'renew', generation: 1 },
    ]);
  });

  it('begins the generation that was made while she was out of reach: the offer is hers to make', () => {
    const { hand } = stepsOf('waiting', inCall('connecting', 1), EMPTY_HAND, now);

    expect(stepsOf('active', inCall('active', 2), hand, now, 'connecting').steps).toEqual([
      { do: 'begin', generation: 2, ice },
    ]);
  });

  it('is put back into the queue when they do not connect, and prepares at once', () => {
    const prepared = stepsOf('waiting', waiting(0, true), EMPTY_HAND, now).hand;
    const { hand } = stepsOf('waiting', inCall('connecting', 1), prepared, now);

    expect(stepsOf('connecting', waiting(1, true), hand, now + 1).steps).toEqual([
      { do: 'reset' },
      { do: 'prepare', generation: 2, ice },
    ]);
  });

  it('lets go when it has ended', () => {
    const ended: CallerView = {
      phase: 'ended',
      id,
      reason: 'completed',
      message: '',
      wasConnected: true,
      callBackForMs: 0,
    };

    expect(stepsOf('active', ended, EMPTY_HAND, now).steps).toEqual([{ do: 'end' }]);
  });
});

describe('Ann, hanging up', () => {
  it.each([
    ['joining', 'left_queue'],
    ['waiting', 'left_queue'],
    ['connecting', 'failed'],
    ['active', 'completed'],
  ] as const)('while %s is told the same as the server will say: %s', (phase, reason) => {
    expect(reasonOfLeaving(phase)).toBe(reason);
  });
});
