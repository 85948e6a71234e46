import type { RecordingId, RecordingView } from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import { eventsBetween, type Moment } from './events.ts';
import { endedBy, waitingAt, withDana } from './testing/people.ts';

const start: Moment = { panel: 'closed', standing: { phase: 'form' }, call: 'idle', trouble: null };

/** What a page is told while these moments follow one another. */
function told(...changes: Partial<Moment>[]): unknown[] {
  let before = start;
  return changes.flatMap((change) => {
    const after = { ...before, ...change };
    const events = eventsBetween(before, after);
    before = after;
    return events.map(({ name, payload }) => [name, payload]);
  });
}

const recorded = (recording: RecordingView): Partial<Moment> => ({
  standing: { ...withDana('active'), recording },
});

describe('what the page is told', () => {
  it('of a whole consultation, in order', () => {
    expect(
      told(
        { panel: 'open' },
        { standing: { phase: 'joining' } },
        { standing: waitingAt(2) },
        { standing: waitingAt(1) },
        { panel: 'minimised' },
        { panel: 'open', standing: withDana('connecting') },
        { standing: withDana('active'), call: 'connected' },
        { call: 'reconnecting' },
        { call: 'connected' },
        { standing: endedBy('completed'), call: 'ended' },
        { panel: 'closed' },
      ),
    ).toEqual([
      ['open', {}],
      ['queue:joined', { position: 2, waiting: 2 }],
      ['queue:position', { position: 1, waiting: 1, estimate: { known: false } }],
      ['close', {}],
      ['open', {}],
      ['call:started', { consultant: 'Dana', media: 'video' }],
      ['call:reconnecting', {}],
      ['call:reconnected', {}],
      ['call:ended', { reason: 'completed' }],
      ['close', {}],
    ]);
  });

  it('of a recording, which a pause is part of and the end of the call ends', () => {
    const begun = { id: 'r' as RecordingId, media: 'voice', since: 0 } as const;
    const on = recorded({ ...begun, phase: 'on', recordedMs: 0 });
    const paused = recorded({ ...begun, phase: 'paused', recordedMs: 5 });
    const off = recorded({
      phase: 'off',
      last: { id: begun.id, end: 'withdrawn', undecided: false },
    });
    const events = told(
      { standing: withDana('active'), call: 'connected' },
      recorded({ ...begun, phase: 'asked' }),
      on,
      paused,
      on,
      off,
      on,
      { standing: endedBy('completed'), call: 'ended' },
    );
    expect(events.slice(1)).toEqual([
      ['recording:started', {}],
      ['recording:stopped', {}],
      ['recording:started', {}],
      ['call:ended', { reason: 'completed' }],
      ['recording:stopped', {}],
    ]);
  });

  it('of leaving the queue', () => {
    expect(told({ standing: waitingAt(1) }, { standing: endedBy('left_queue') }).at(-1)).toEqual([
      'queue:left',
      { reason: 'left_queue' },
    ]);
  });

  it('of an accept that never connected: the queue was left, no call had started', () => {
    expect(
      told(
        { standing: waitingAt(1) },
        { standing: withDana('connecting') },
        { standing: endedBy('failed') },
      ).map((event) => (event as string[])[0]),
    ).toEqual(['queue:joined', 'queue:left']);
  });

  it('of going back to the queue: the place, not another joining', () => {
    expect(
      told(
        { standing: waitingAt(1) },
        { standing: withDana('connecting') },
        { standing: waitingAt(1) },
      ).map((event) => (event as string[])[0]),
    ).toEqual(['queue:joined', 'queue:position']);
  });

  it('of a message, once it is left', () => {
    expect(
      told(
        { standing: { phase: 'message', message: { phase: 'sending' } } },
        { standing: { phase: 'message', message: { phase: 'sent' } } },
        { panel: 'closed' },
      ),
    ).toEqual([['message:left', {}]]);
  });

  it('nothing twice: a new estimate at the same place is no event', () => {
    expect(
      told(
        { standing: waitingAt(3) },
        { standing: waitingAt(3, { estimate: { known: true, minMs: 1, maxMs: 2 } }) },
      ),
    ).toHaveLength(1);
  });

  it('of trouble and refusals', () => {
    expect(
      told(
        { trouble: 'denied' },
        { trouble: 'denied' },
        { trouble: null },
        { trouble: 'unreachable' },
        { standing: { phase: 'refused', code: 'queue_full' } },
      ),
    ).toEqual([
      ['error', { code: 'denied' }],
      ['error', { code: 'unreachable' }],
      ['error', { code: 'queue_full' }],
    ]);
  });
});
