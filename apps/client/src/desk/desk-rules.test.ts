import {
  type CalleeSlug,
  type ConsultantView,
  type ConsultationId,
  NOT_RECORDED,
} from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import { isConsulting, mediaWanted, pageOf } from './desk-rules.ts';

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
