import type { ConsultantId, ConsultationId } from '@peerdesk/protocol';
import { expect, it } from 'vitest';
import { type Consultation, type Happening, transition, type Waiting } from './consultation.ts';
import { traceOf } from './timeline.ts';

const DANA = { id: 'dana' as ConsultantId, name: 'Dana' };
const PATIENCE = { graceMs: 60_000, connectTimeoutMs: 30_000 };

const ann: Waiting = {
  phase: 'waiting',
  id: 'a' as ConsultationId,
  calleeId: 'acme',
  version: 1,
  name: 'Ann',
  reason: '',
  media: 'video',
  locale: 'en',
  attempt: null,
  joinedAt: 0,
  placedAt: 0,
  calledBackFrom: null,
  generation: 0,
  failedAttempts: 0,
  callerAwaySince: null,
  prepared: null,
};

/** What the timeline tells of these, one a second. */
function told(happenings: readonly Happening[], from: Consultation = ann): string[] {
  let consultation = from;
  return happenings.flatMap((happening, index) => {
    const event = { ...happening, at: (index + 1) * 1000 };
    const before = consultation;
    consultation = transition(before, event);
    const trace = traceOf(before, consultation, event);
    return trace === null ? [] : [[trace.at / 1000, trace.event, trace.party ?? '-'].join(' ')];
  });
}

const accepted = { type: 'accepted', consultant: DANA } as const;
const connected = (generation: number): Happening[] => [
  { type: 'connected', party: 'caller', generation },
  { type: 'connected', party: 'consultant', generation },
];

it('tells of a call, its drops and its renewals, each once', () => {
  expect(
    told([
      { type: 'prepared', offer: { generation: 1, signals: [] } },
      accepted,
      ...connected(1),
      { type: 'dropped', party: 'caller' },
      { type: 'dropped', party: 'caller' },
      { type: 'returned', party: 'caller' },
      { type: 'renewed', generation: 1 },
      { type: 'renewed', generation: 1 },
      ...connected(2),
      { type: 'restarted' },
      { type: 'returned', party: 'consultant' },
      { type: 'hung-up', party: 'consultant' },
      { type: 'hung-up', party: 'caller' },
    ]),
  ).toEqual([
    '2 accepted consultant',
    '4 connected -',
    '5 dropped caller',
    '7 returned caller',
    '8 renewed -',
    '11 reconnected -',
    '12 restarted -',
    '13 returned consultant',
    '14 ended consultant',
  ]);
});

it('tells of what never became a call', () => {
  expect(told([{ type: 'hung-up', party: 'caller' }])).toEqual(['1 ended caller']);
  expect(told([{ type: 'declined', message: 'Closed' }])).toEqual(['1 ended consultant']);
  expect(told([{ type: 'restarted' }, { type: 'returned', party: 'caller' }])).toEqual([
    '2 returned caller',
  ]);
});

it('tells what time did', () => {
  const late = { type: 'time-passed', patience: { graceMs: 0, connectTimeoutMs: 0 } } as const;
  expect(told([accepted, late, accepted, late, accepted, late])).toEqual([
    '1 accepted consultant',
    '2 requeued -',
    '3 accepted consultant',
    '4 requeued -',
    '5 accepted consultant',
    '6 ended -',
  ]);
  expect(told([{ type: 'time-passed', patience: PATIENCE }])).toEqual([]);
});

it('has an end, however long a network flaps', () => {
  const flap: Happening[] = [
    { type: 'dropped', party: 'caller' },
    { type: 'returned', party: 'caller' },
  ];
  expect(told(flap, { ...ann, version: 2001 })).toEqual([]);
  expect(told([...flap, accepted], { ...ann, version: 2001 })).toEqual(['3 accepted consultant']);
});
