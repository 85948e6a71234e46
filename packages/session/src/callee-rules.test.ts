import {
  type CalleeSlug,
  type ConsultantView,
  type ConsultationId,
  type IceSettings,
  NOT_RECORDED,
} from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import { clockOffset, endedOf, stepOf } from './callee-rules.ts';

const ice: IceSettings = { iceServers: [], iceTransportPolicy: 'all' };
const ann = 'ann' as ConsultationId;
const bob = 'bob' as ConsultationId;

type InCall = Extract<ConsultantView, { phase: 'connecting' | 'active' }>;

const withCaller = (
  id: ConsultationId,
  generation: number,
  held: InCall['held'],
  phase: InCall['phase'] = 'active',
): InCall => ({
  phase,
  id,
  callee: 'acme-support' as CalleeSlug,
  generation,
  remoteName: 'Ann',
  reason: '',
  media: 'video',
  locale: 'en',
  joinedAt: 0,
  calledBackFrom: null,
  startedAt: phase === 'active' ? 1000 : null,
  present: true,
  held,
  recording: NOT_RECORDED,
  at: 0,
  ice,
});

describe("Dana's window", () => {
  it('asks for a new generation when her connection was lost while it was being connected', () => {
    const holding = { id: ann, generation: 1 };

    expect(stepOf(withCaller(ann, 1, 'here'), holding, false, true)).toEqual({
      do: 'renew',
      generation: 1,
    });
    expect(stepOf(withCaller(ann, 1, 'here'), holding, false, false)).toBeNull();
  });

  it('begins the call that is here, once in each generation', () => {
    const first = { id: ann, generation: 1 };

    expect(stepOf(withCaller(ann, 1, 'here'), null, false)).toEqual({
      do: 'begin',
      holding: first,
      ice,
    });
    expect(stepOf(withCaller(ann, 1, 'here'), first, false)).toBeNull();
    expect(stepOf(withCaller(ann, 2, 'here'), first, false)).toMatchObject({
      do: 'begin',
      holding: { id: ann, generation: 2 },
    });
  });

  it('begins with another caller, whatever the generation of the last one was', () => {
    expect(stepOf(withCaller(bob, 1, 'here'), { id: ann, generation: 4 }, false)).toMatchObject({
      do: 'begin',
      holding: { id: bob, generation: 1 },
    });
  });

  it('takes the call over after a reload', () => {
    expect(stepOf(withCaller(ann, 1, 'nowhere'), null, true)).toEqual({
      do: 'takeOver',
      consultation: ann,
    });
  });

  it('takes it over after an absence in which the call was renewed', () => {
    expect(stepOf(withCaller(ann, 2, 'nowhere'), { id: ann, generation: 1 }, false)).toEqual({
      do: 'takeOver',
      consultation: ann,
    });
  });

  it('leaves it alone when it has been open for long: that is for Dana to say', () => {
    expect(stepOf(withCaller(ann, 1, 'nowhere'), null, false)).toBeNull();
  });

  it('leaves a call alone that another window has, and lets go of one it had', () => {
    expect(stepOf(withCaller(ann, 1, 'elsewhere'), null, true)).toBeNull();
    expect(stepOf(withCaller(ann, 2, 'elsewhere'), { id: ann, generation: 1 }, false)).toEqual({
      do: 'end',
    });
  });

  it.each<ConsultantView | null>([
    {
      phase: 'ended',
      id: ann,
      remoteName: 'Ann',
      reason: 'completed',
      lastedMs: 5,
      recording: NOT_RECORDED,
    },
    { phase: 'waiting', id: ann, remoteName: 'Ann' },
    null,
  ])('lets go when the consultation is over or back in the queue: %j', (view) => {
    expect(stepOf(view, { id: ann, generation: 1 }, false)).toEqual({ do: 'end' });
    expect(stepOf(view, null, false)).toBeNull();
  });

  it('goes on with Bob when it learns that the one with Ann is over', () => {
    const annEnded: ConsultantView = {
      phase: 'ended',
      id: ann,
      remoteName: 'Ann',
      reason: 'completed',
      lastedMs: 5,
      recording: NOT_RECORDED,
    };

    expect(stepOf(annEnded, { id: bob, generation: 1 }, false)).toBeNull();
  });
});

describe('a call that ended without a word from the server', () => {
  it('lasted from its start by the server’s clock', () => {
    expect(endedOf(withCaller(ann, 1, 'here'), 'hung_up', 61_000)).toEqual({
      phase: 'ended',
      id: ann,
      remoteName: 'Ann',
      reason: 'completed',
      lastedMs: 60_000,
      recording: NOT_RECORDED,
    });
  });

  it('says why: Dana hung up, was away, or they never connected', () => {
    const active = withCaller(ann, 1, 'here');
    const connecting = withCaller(ann, 1, 'here', 'connecting');

    expect(endedOf(active, 'away', 61_000)).toMatchObject({ reason: 'consultant_lost' });
    expect(endedOf(connecting, 'hung_up', 61_000)).toMatchObject({ reason: 'failed', lastedMs: 0 });
  });
});

describe("the server's clock", () => {
  it('is followed when it differs', () => {
    expect(clockOffset(0, 90_000, 30_000)).toBe(60_000);
    expect(clockOffset(60_000, 30_000, 90_000)).toBe(-60_000);
  });

  it('does not make durations jump when only the network is unsteady', () => {
    expect(clockOffset(60_000, 90_000, 30_400)).toBe(60_000);
  });
});
