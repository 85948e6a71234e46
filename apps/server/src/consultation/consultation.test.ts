import type { ConsultantId, ConsultationId } from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import {
  type Consultation,
  dueAt,
  type Happening,
  type Patience,
  transition,
  type Waiting,
} from './consultation.ts';
import { Refusal } from './refusal.ts';

const dana = { id: 'dana' as ConsultantId, name: 'Dana' };
const erik = { id: 'erik' as ConsultantId, name: 'Erik' };
const patience: Patience = { graceMs: 60_000, connectTimeoutMs: 30_000 };

const ann: Waiting = {
  phase: 'waiting',
  id: 'ann' as ConsultationId,
  calleeId: 'acme',
  version: 1,
  name: 'Ann',
  reason: 'my order',
  media: 'video',
  locale: 'en',
  attempt: null,
  joinedAt: 1000,
  placedAt: 1000,
  calledBackFrom: null,
  generation: 0,
  failedAttempts: 0,
  callerAwaySince: null,
  prepared: null,
};

const offer = (generation: number) => ({ generation, signals: [{ type: 'offer' }] });

/** What becomes of it, one event after the other, a second apart. */
function after(consultation: Consultation, ...happenings: (Happening & { at?: number })[]) {
  let at = 1000;
  return happenings.reduce<Consultation>((now, happening) => {
    at = happening.at ?? at + 1000;
    return transition(now, { ...happening, at });
  }, consultation);
}

const accepted: Happening = { type: 'accepted', consultant: dana };
const callerConnected = (generation: number): Happening => ({
  type: 'connected',
  party: 'caller',
  generation,
});
const consultantConnected = (generation: number): Happening => ({
  type: 'connected',
  party: 'consultant',
  generation,
});
const bothConnected = (generation: number) => [
  callerConnected(generation),
  consultantConnected(generation),
];
const annDrops: Happening = { type: 'dropped', party: 'caller' };
const annReturns: Happening = { type: 'returned', party: 'caller' };
const danaDrops: Happening = { type: 'dropped', party: 'consultant' };
const danaReturns: Happening = { type: 'returned', party: 'consultant' };
const timePasses = (at: number) => ({ type: 'time-passed' as const, patience, at });
const inCall = () => after(ann, accepted, ...bothConnected(1));

const refusal = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'granted';
};

describe('accepting', () => {
  it('takes a waiting caller into the next generation', () => {
    expect(after(ann, accepted)).toMatchObject({
      phase: 'connecting',
      consultant: dana,
      acceptedAt: 2000,
      generation: 1,
      connected: { caller: false, consultant: false },
    });
  });

  it('takes over the generation of the offer the caller has prepared, and the offer', () => {
    const connecting = after(ann, { type: 'prepared', offer: offer(4) }, accepted);
    expect(connecting).toMatchObject({ generation: 4, prepared: offer(4) });
  });

  it('refuses a caller who is away, and one who is not waiting', () => {
    expect(refusal(() => after(ann, annDrops, accepted))).toBe('caller_away');
    const again: Happening = { type: 'accepted', consultant: erik };
    expect(refusal(() => after(ann, accepted, again))).toBe('already_taken');
    expect(refusal(() => after(inCall(), again))).toBe('already_taken');
    const left: Happening = { type: 'hung-up', party: 'caller' };
    expect(refusal(() => after(ann, left, again))).toBe('already_taken');
  });
});

describe('preparing an offer', () => {
  it('replaces the one before, in the same generation or a later one', () => {
    const prepared = after(ann, { type: 'prepared', offer: offer(1) });
    const anew = { generation: 1, signals: [{ type: 'offer', sdp: 'anew' }] };
    expect(after(prepared, { type: 'prepared', offer: anew })).toMatchObject({ prepared: anew });
    expect(after(prepared, { type: 'prepared', offer: offer(2) })).toMatchObject({
      prepared: offer(2),
      generation: 0,
    });
  });

  it('refuses a generation that has been used', () => {
    const prepared = after(ann, { type: 'prepared', offer: offer(2) });
    expect(refusal(() => after(prepared, { type: 'prepared', offer: offer(1) }))).toBe(
      'stale_generation',
    );
    const back = after({ ...ann, generation: 3 });
    expect(refusal(() => after(back, { type: 'prepared', offer: offer(3) }))).toBe(
      'stale_generation',
    );
  });

  it('is for those who wait', () => {
    expect(refusal(() => after(inCall(), { type: 'prepared', offer: offer(9) }))).toBe(
      'not_waiting',
    );
  });

  it.each([
    ['drops', annDrops],
    ['comes back on another page', annReturns],
    ['was waiting when the server stopped', { type: 'restarted' } as const],
  ])('is in vain when the caller %s: no accept takes its generation', (_what, happening) => {
    const without = after(ann, { type: 'prepared', offer: offer(1) }, happening);
    expect(without).toMatchObject({ prepared: null, generation: 1 });
    expect(after(without, annReturns, accepted)).toMatchObject({ generation: 2, prepared: null });
  });
});

describe('connecting', () => {
  it('becomes active when both see each other, and forgets the offer', () => {
    const half = after(ann, { type: 'prepared', offer: offer(1) }, accepted, callerConnected(1));
    expect(half.phase).toBe('connecting');
    const active = after(half, { ...consultantConnected(1), at: 9000 });
    expect(active).toMatchObject({ phase: 'active', startedAt: 9000 });
    expect(active).not.toHaveProperty('prepared');
  });

  it('hears the same twice without changing', () => {
    const half = after(ann, accepted, callerConnected(1));
    expect(after(half, callerConnected(1))).toBe(half);
    const active = inCall();
    expect(after(active, callerConnected(1))).toBe(active);
  });

  it('refuses what belongs to another generation', () => {
    const connecting = after(ann, accepted);
    expect(refusal(() => after(connecting, callerConnected(2)))).toBe('stale_generation');
    const renewed = after(connecting, { type: 'renewed', generation: 1 });
    expect(refusal(() => after(renewed, callerConnected(1)))).toBe('stale_generation');
    expect(refusal(() => after(ann, callerConnected(1)))).toBe('not_in_call');
  });

  it('sends the caller back to the head when it takes too long, without the consultant', () => {
    const back = after(ann, accepted, callerConnected(1), timePasses(32_000));
    expect(back).toEqual({ ...ann, generation: 1, failedAttempts: 1 });
  });

  it('is given up after the third time', () => {
    const twice = after(ann, accepted, timePasses(32_000), { ...accepted, at: 33_000 });
    const thrice = after(twice, timePasses(63_000), { ...accepted, at: 64_000 });
    expect(thrice).toMatchObject({ phase: 'connecting', generation: 3 });
    expect(after(thrice, timePasses(94_000))).toMatchObject({
      phase: 'ended',
      endReason: 'failed',
      endedBy: null,
      failedAttempts: 3,
    });
  });
});

describe('renewing', () => {
  it('makes the next generation, in which both must connect anew', () => {
    const renewed = after(inCall(), { type: 'renewed', generation: 1 });
    expect(renewed).toMatchObject({
      phase: 'active',
      generation: 2,
      connected: { caller: false, consultant: false },
      startedAt: 4000,
    });
    expect(after(renewed, ...bothConnected(2))).toMatchObject({
      phase: 'active',
      connected: { caller: true, consultant: true },
      startedAt: 4000,
    });
  });

  it('is done once, however often it is asked for', () => {
    const renewed = after(inCall(), { type: 'renewed', generation: 1 });
    expect(after(renewed, { type: 'renewed', generation: 1 })).toBe(renewed);
    expect(refusal(() => after(renewed, { type: 'renewed', generation: 3 }))).toBe(
      'stale_generation',
    );
    expect(refusal(() => after(ann, { type: 'renewed', generation: 1 }))).toBe('not_in_call');
  });

  it('forgets an offer of the generation before', () => {
    const connecting = after(ann, { type: 'prepared', offer: offer(1) }, accepted);
    expect(after(connecting, { type: 'renewed', generation: 1 })).toMatchObject({
      phase: 'connecting',
      prepared: null,
    });
  });
});

describe('the end', () => {
  it.each([
    ['leaves the queue', ann, 'caller', 'left_queue'],
    ['gives up while connecting', after(ann, accepted), 'caller', 'failed'],
    ['gives up while connecting', after(ann, accepted), 'consultant', 'failed'],
    ['hangs up', inCall(), 'caller', 'completed'],
    ['hangs up', inCall(), 'consultant', 'completed'],
  ] as const)('comes when somebody %s', (_what, consultation, party, endReason) => {
    expect(after(consultation, { type: 'hung-up', party })).toMatchObject({
      phase: 'ended',
      endReason,
      endedBy: party,
    });
  });

  it('keeps who helped and for how long', () => {
    expect(after(inCall(), { type: 'hung-up', party: 'caller', at: 9000 })).toMatchObject({
      consultant: dana,
      acceptedAt: 2000,
      startedAt: 4000,
      endedAt: 9000,
    });
  });

  it('comes with the words of whoever declines, once', () => {
    const declined = after(ann, { type: 'declined', message: 'closed on Sundays' });
    expect(declined).toMatchObject({ endReason: 'declined', endMessage: 'closed on Sundays' });
    expect(after(declined, { type: 'declined', message: 'again' })).toBe(declined);
    expect(refusal(() => after(inCall(), { type: 'declined', message: '' }))).toBe('already_taken');
    const left = after(ann, { type: 'hung-up', party: 'caller' });
    expect(refusal(() => after(left, { type: 'declined', message: '' }))).toBe(
      'consultation_ended',
    );
  });

  it('is final: what comes late changes nothing', () => {
    const ended = after(inCall(), { type: 'hung-up', party: 'consultant' });
    const late: Happening[] = [
      ...bothConnected(1),
      { type: 'renewed', generation: 1 },
      { type: 'hung-up', party: 'caller' },
      annDrops,
      annReturns,
      danaDrops,
      danaReturns,
      { type: 'restarted' },
      timePasses(Number.MAX_SAFE_INTEGER),
    ];
    for (const happening of late) expect(after(ended, happening)).toBe(ended);
  });

  it('is not for a consultant to bring about in the queue, other than by declining', () => {
    expect(refusal(() => after(ann, { type: 'hung-up', party: 'consultant' }))).toBe('not_in_call');
  });
});

describe('dropping and coming back', () => {
  it('keeps the place for the grace time', () => {
    const away = after(ann, { ...annDrops, at: 5000 });
    expect(away).toMatchObject({ phase: 'waiting', callerAwaySince: 5000, joinedAt: 1000 });
    expect(after(away, { ...annDrops, at: 6000 })).toBe(away);
    expect(after(away, timePasses(64_999))).toBe(away);
    expect(after(away, { ...annReturns, at: 64_999 })).toEqual(ann);
    expect(after(away, timePasses(65_000))).toMatchObject({ endReason: 'abandoned' });
  });

  it.each([
    ['caller', annDrops, annReturns, 'caller_lost'],
    ['consultant', danaDrops, danaReturns, 'consultant_lost'],
  ] as const)('waits in the call for the %s', (_party, drops, returns, endReason) => {
    const away = after(inCall(), { ...drops, at: 5000 });
    expect(after(away, timePasses(64_999))).toBe(away);
    expect(after(away, returns)).toEqual(inCall());
    expect(after(away, timePasses(65_000))).toMatchObject({ endReason, endedBy: null });
  });

  it('ends what finds no path in the grace time although both are there: nobody is to blame', () => {
    const parted = after(inCall(), { type: 'renewed', generation: 1, at: 5000 });
    expect(dueAt(parted, patience)).toBe(65_000);
    // Neither another try nor one side's picture is a path.
    const tried = after(
      parted,
      { type: 'renewed', generation: 2, at: 20_000 },
      { ...callerConnected(3), at: 30_000 },
    );
    expect(after(tried, timePasses(64_999))).toBe(tried);
    expect(after(tried, timePasses(65_000))).toMatchObject({
      phase: 'ended',
      endReason: 'failed',
      endedBy: null,
      startedAt: 4000,
      endedAt: 65_000,
    });
    const found = after(tried, { ...consultantConnected(3), at: 64_000 });
    expect(dueAt(found, patience)).toBeNull();
    // The next loss is another one.
    const again = after(found, { type: 'renewed', generation: 3, at: 90_000 });
    expect(dueAt(again, patience)).toBe(150_000);
  });

  it('waits for who is away, and gives the two the whole time again when both are there', () => {
    const parted = after(inCall(), { type: 'renewed', generation: 1, at: 5000 });
    const away = after(parted, { ...annDrops, at: 40_000 });
    expect(dueAt(away, patience)).toBe(100_000);
    const back = after(away, { ...annReturns, at: 90_000 });
    expect(dueAt(back, patience)).toBe(150_000);
    // As a page that is there before the end of the last one was noticed.
    expect(dueAt(after(back, { ...danaReturns, at: 95_000 }), patience)).toBe(155_000);
    const restarted = after(back, { type: 'restarted', at: 500_000 });
    expect(dueAt(restarted, patience)).toBe(560_000);
    const bothBack = after(restarted, { ...annReturns, at: 510_000 }, danaReturns);
    expect(dueAt(bothBack, patience)).toBe(571_000);
    expect(after(bothBack, timePasses(571_000))).toMatchObject({ endReason: 'failed' });
  });

  it('blames whoever was away first', () => {
    const both = after(inCall(), { ...danaDrops, at: 5000 }, { ...annDrops, at: 6000 });
    expect(after(both, timePasses(65_000))).toMatchObject({ endReason: 'consultant_lost' });
  });

  it('gives everybody new grace when the server was away', () => {
    const away = after(ann, { ...annDrops, at: 5000 });
    expect(after(away, { type: 'restarted', at: 500_000 })).toMatchObject({
      callerAwaySince: 500_000,
    });
    expect(after(inCall(), { type: 'restarted', at: 500_000 })).toMatchObject({
      phase: 'active',
      generation: 1,
      callerAwaySince: 500_000,
      consultantAwaySince: 500_000,
    });
  });
});

describe('dueAt', () => {
  it('is when time itself will change it, if ever', () => {
    expect(dueAt(ann, patience)).toBeNull();
    expect(dueAt(after(ann, { ...annDrops, at: 5000 }), patience)).toBe(65_000);
    expect(dueAt(after(ann, accepted), patience)).toBe(32_000);
    expect(dueAt(inCall(), patience)).toBeNull();
    const both = after(inCall(), { ...danaDrops, at: 5000 }, { ...annDrops, at: 6000 });
    expect(dueAt(both, patience)).toBe(65_000);
    expect(dueAt(after(ann, { type: 'hung-up', party: 'caller' }), patience)).toBeNull();
  });
});
