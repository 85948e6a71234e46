import type { ConsultantId, ConsultationId } from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import { callBackForMs, callBackOf } from './call-back.ts';
import type { Ended, Waiting } from './consultation.ts';

const MINUTE = 60_000;

/** Ann's call with Dana, lost a minute after it began. */
const lost: Ended = {
  phase: 'ended',
  id: 'first' as ConsultationId,
  calleeId: 'acme',
  version: 9,
  name: 'Ann',
  reason: 'my order',
  media: 'video',
  locale: 'en',
  attempt: null,
  joinedAt: 0,
  placedAt: 0,
  calledBackFrom: null,
  generation: 3,
  failedAttempts: 0,
  callerAwaySince: MINUTE,
  endedAt: 2 * MINUTE,
  endReason: 'caller_lost',
  endedBy: null,
  endMessage: '',
  consultant: { id: 'dana' as ConsultantId, name: 'Dana' },
  acceptedAt: 1000,
  startedAt: 2000,
};
const { endedAt: _e, endReason: _r, endedBy: _b, endMessage: _m, ...rest } = lost;
const { consultant: _c, acceptedAt: _a, startedAt: _s, ...request } = rest;
const again: Waiting = {
  ...request,
  phase: 'waiting',
  id: 'second' as ConsultationId,
  calledBackFrom: lost.id,
  prepared: null,
};

describe('a call that was lost', () => {
  it.each(['caller_lost', 'consultant_lost', 'failed'] as const)(
    'is called back from for ten minutes: %s',
    (endReason) => {
      const ended = { ...lost, endReason };
      expect(callBackForMs(ended, 2 * MINUTE)).toBe(10 * MINUTE);
      expect(callBackForMs(ended, 11 * MINUTE)).toBe(MINUTE);
      expect(callBackForMs(ended, 12 * MINUTE)).toBe(0);
      expect(callBackForMs(ended, 99 * MINUTE)).toBe(0);
      expect(callBackOf(ended, null, 11 * MINUTE)).toEqual({ to: 'former-place', lost: ended });
      expect(callBackOf(ended, null, 12 * MINUTE)).toEqual({ to: 'end-of-queue' });
    },
  );

  it.each([
    ['somebody hung up', { endReason: 'completed', endedBy: 'caller' }],
    ['the caller gave up before', { endReason: 'failed', endedBy: 'caller', startedAt: null }],
    ['it was never connected', { endReason: 'failed', startedAt: null }],
    ['the caller was lost while waiting', { endReason: 'abandoned', startedAt: null }],
  ] as const)('is not what it was when %s', (_what, how) => {
    const ended: Ended = { ...lost, ...how };
    expect(callBackForMs(ended, 2 * MINUTE)).toBe(0);
    expect(callBackOf(ended, null, 2 * MINUTE)).toEqual({ to: 'end-of-queue' });
  });

  it('is called back from once', () => {
    expect(callBackOf(lost, again, 3 * MINUTE)).toEqual({ to: 'place', place: again });
    const over: Ended = { ...lost, id: again.id, calledBackFrom: lost.id };
    expect(callBackOf(lost, over, 3 * MINUTE)).toEqual({ to: 'end-of-queue' });
    expect(callBackOf(over, null, 3 * MINUTE)).toEqual({ to: 'former-place', lost: over });
  });

  it('is gone on with if it is not lost after all', () => {
    expect(callBackOf(again, null, MINUTE)).toEqual({ to: 'place', place: again });
    expect(callBackOf(null, null, MINUTE)).toEqual({ to: 'end-of-queue' });
  });
});
