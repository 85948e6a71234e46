import {
  type CalleeSlug,
  type ConsultantView,
  type ConsultationId,
  NOT_RECORDED,
} from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import { deskOf, waitingCaller } from '../testing/desk-stand-in.ts';
import { isConsulting, longestWaitSince, mediaWanted, pageOf, wasLost } from './desk-rules.ts';

const id = '01900000-0000-7000-8000-000000000001' as ConsultationId;
const withAnn = (held: 'here' | 'elsewhere' | 'nowhere', media: 'video' | 'audio' = 'video') =>
  ({
    phase: 'active',
    id,
    callee: 'acme' as CalleeSlug,
    generation: 1,
    remoteName: 'Ann',
    reason: '',
    media,
    locale: 'en',
    joinedAt: 0,
    calledBackFrom: null,
    startedAt: 0,
    present: true,
    held,
    recording: NOT_RECORDED,
    at: 0,
    ice: { iceServers: [], iceTransportPolicy: 'all' },
  }) satisfies ConsultantView;
const ended: ConsultantView = {
  phase: 'ended',
  id,
  remoteName: 'Ann',
  reason: 'completed',
  lastedMs: 1000,
  recording: NOT_RECORDED,
};
const backInQueue: ConsultantView = { phase: 'waiting', id, remoteName: 'Ann' };

describe('the page', () => {
  it.each([
    ['queue', null],
    ['queue', backInQueue],
    ['call', withAnn('here')],
    ['elsewhere', withAnn('elsewhere')],
    ['elsewhere', withAnn('nowhere')],
    ['ended', ended],
  ] as const)('is %s', (page, consultation) => {
    expect(pageOf(consultation)).toBe(page);
    expect(isConsulting(consultation)).toBe(page === 'call' || page === 'elsewhere');
  });
});

describe('a call that has ended', () => {
  it.each([
    ['caller_lost', 5000, true],
    ['consultant_lost', 5000, true],
    ['failed', 5000, true],
    ['failed', 0, false],
    ['completed', 5000, false],
  ] as const)('was lost, or not: %s after %s ms', (reason, lastedMs, lost) => {
    const over = { ...ended, phase: 'ended', reason, lastedMs } as const;
    expect(wasLost({ ...over, recording: NOT_RECORDED, remoteName: 'Ann' })).toBe(lost);
  });
});

describe('the longest wait', () => {
  it('is not that of the first, who has called back', () => {
    const calledBackFrom = id;
    const ann = waitingCaller('Ann', 1000, { calledBackFrom });
    const bob = waitingCaller('Bob', 60_000);
    expect(longestWaitSince(deskOf(ann, bob))).toBe(bob.joinedAt);
    expect(longestWaitSince(deskOf())).toBeNull();
    expect(longestWaitSince(null)).toBeNull();
  });
});

describe('camera and microphone', () => {
  const free = { available: false, consultation: null, accepting: null, cameraWaits: false };

  it('are off until Dana is available', () => {
    expect(mediaWanted(free)).toBeNull();
    expect(mediaWanted({ ...free, available: true })).toBe('video');
  });

  it('wait for each other if Dana wants the camera off until accepting', () => {
    const waits = { ...free, available: true, cameraWaits: true };
    expect(mediaWanted(waits)).toBe('audio');
    expect(mediaWanted({ ...waits, accepting: 'video' })).toBe('video');
  });

  it('are what the caller asked for in the call', () => {
    expect(mediaWanted({ ...free, consultation: withAnn('here', 'audio') })).toBe('audio');
    expect(mediaWanted({ ...free, consultation: withAnn('here') })).toBe('video');
  });

  it('are off in the window that does not have the call, unless it is taking it over', () => {
    const elsewhere = { ...free, available: true, consultation: withAnn('elsewhere') };
    expect(mediaWanted(elsewhere)).toBeNull();
    expect(mediaWanted({ ...elsewhere, accepting: 'video' })).toBe('video');
  });

  it('are off the moment the call has ended, also for who is available', () => {
    expect(mediaWanted({ ...free, available: true, consultation: ended })).toBeNull();
  });
});
