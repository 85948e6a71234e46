import type { ConsultantId, ConsultationId, JoiningConsent, RecordingId } from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import {
  type Asked,
  type Recording,
  type RecordingHappening,
  recordedMs,
  recordingAfter,
  recordingView,
  requestRecording,
  standingConsent,
  stretchesOf,
} from './recording.ts';
import { Refusal } from './refusal.ts';

const request = {
  id: 'recording' as RecordingId,
  consultationId: 'ann' as ConsultationId,
  calleeId: 'acme',
  media: 'voice',
  requestedBy: 'dana' as ConsultantId,
  requestedAt: 1000,
} as const;
const asked: Asked = { ...request, phase: 'asked', version: 1 };

const words = { textVersion: '1', locale: 'ko' };
const yes: RecordingHappening = { type: 'answered', answer: { ...words, consented: true } };
const no: RecordingHappening = { type: 'answered', answer: { ...words, consented: false } };
const paused: RecordingHappening = { type: 'paused' };
const resumed: RecordingHappening = { type: 'resumed' };
const danaStops: RecordingHappening = { type: 'stopped', party: 'consultant', onWithdrawal: 'ask' };
const annStops = (onWithdrawal: 'keep' | 'discard' | 'ask' = 'ask'): RecordingHappening => ({
  type: 'stopped',
  party: 'caller',
  onWithdrawal,
});
const ended: RecordingHappening = { type: 'consultation-ended' };

/** One happening after the other, a second apart. */
function after(...happenings: RecordingHappening[]): Recording {
  return happenings.reduce<Recording>(
    (recording, happening, index) =>
      recordingAfter(recording, { ...happening, at: 2000 + index * 1000 }),
    asked,
  );
}

describe('a caller who is asked', () => {
  it('consents, and it is on from then', () => {
    expect(after(yes)).toMatchObject({
      phase: 'on',
      startedAt: 2000,
      since: 2000,
      stretches: [],
      consent: { ...words, consented: true, at: 2000, whenJoining: false },
    });
  });

  it('refuses, and the refusal is kept', () => {
    expect(after(no)).toMatchObject({
      phase: 'over',
      end: 'refused',
      startedAt: null,
      stretches: [],
      consent: { ...words, consented: false, at: 2000 },
    });
  });

  it('may stop instead of answering', () => {
    expect(after(annStops())).toMatchObject({ end: 'refused', startedAt: null, fate: 'kept' });
  });

  it('may have been asked by mistake, or too late', () => {
    expect(after(danaStops)).toMatchObject({ end: 'cancelled', startedAt: null });
    expect(after(ended)).toMatchObject({ end: 'consultation_ended', startedAt: null });
    expect(() => after(danaStops, yes)).toThrow(new Refusal('not_recording'));
  });
});

describe('a recording', () => {
  it('leaves the pauses out', () => {
    const over = after(yes, paused, resumed, paused, resumed, danaStops);
    expect(over).toMatchObject({
      phase: 'over',
      end: 'stopped',
      endedAt: 7000,
      stretches: [
        { from: 2000, to: 3000 },
        { from: 4000, to: 5000 },
        { from: 6000, to: 7000 },
      ],
    });
    expect(recordedMs(stretchesOf(over, 99_000))).toBe(3000);
  });

  it('that is paused at the end has nothing of the end', () => {
    expect(recordedMs(stretchesOf(after(yes, paused, ended), 99_000))).toBe(1000);
  });

  it('goes on up to now while it is on', () => {
    expect(stretchesOf(after(yes, paused, resumed), 9000)).toEqual([
      { from: 2000, to: 3000 },
      { from: 4000, to: 9000 },
    ]);
  });

  it.each([
    ['keep', 'kept'],
    ['discard', 'discarded'],
    ['ask', 'undecided'],
  ] as const)('from which the consent is withdrawn is, with "%s", %s', (policy, fate) => {
    expect(after(yes, annStops(policy))).toMatchObject({
      phase: 'over',
      end: 'withdrawn',
      withdrawnAt: 3000,
      fate,
      stretches: [{ from: 2000, to: 3000 }],
    });
  });

  it('is decided about once', () => {
    const kept = after(yes, annStops(), { type: 'decided', keep: true });
    expect(kept).toMatchObject({ fate: 'kept' });
    expect(recordingAfter(kept, { type: 'decided', keep: false, at: 1 })).toBe(kept);
    const discarded = after(yes, annStops(), { type: 'decided', keep: false });
    expect(discarded).toMatchObject({ fate: 'discarded' });
  });

  it.each([
    ['an answer', [yes], yes],
    ['a refusal', [no], no],
    ['a pause', [yes, paused], paused],
    ['a resumption', [yes, paused, resumed], resumed],
    ['a stop', [yes, danaStops], danaStops],
    ['a withdrawal', [yes, annStops()], annStops('discard')],
    ['an end', [yes, ended], ended],
  ])('takes %s once, however often it arrives', (_what, before, again) => {
    const recording = after(...before);
    expect(recordingAfter(recording, { ...again, at: 9000 })).toBe(recording);
  });

  it.each([
    ['paused', [], paused],
    ['resumed', [], resumed],
    ['paused', [yes, danaStops], paused],
    ['resumed', [no], resumed],
  ])('cannot be %s when it is not on', (_what, before, happening) => {
    expect(() => after(...before, happening)).toThrow(new Refusal('not_recording'));
  });
});

const whenJoining = (consented: boolean, media: JoiningConsent['media'] = 'voice') => ({
  ...words,
  consented,
  media,
  at: 500,
});

describe('consent given while joining', () => {
  const joining = { recordings: 'ask_when_joining' } as const;

  it('counts when it covers what is recorded', () => {
    expect(requestRecording(request, joining, whenJoining(true))).toMatchObject({
      phase: 'on',
      startedAt: 1000,
      consent: { ...words, at: 500, whenJoining: true },
    });
    const picture = { ...request, media: 'picture' } as const;
    expect(requestRecording(picture, joining, whenJoining(true, 'picture')).phase).toBe('on');
    expect(requestRecording(picture, joining, whenJoining(true)).phase).toBe('asked');
  });

  it('is asked for anew when it was refused, or the desk asks each time', () => {
    expect(requestRecording(request, joining, whenJoining(false)).phase).toBe('asked');
    expect(requestRecording(request, joining, null).phase).toBe('asked');
    const eachTime = { recordings: 'ask_each_time' } as const;
    expect(requestRecording(request, eachTime, whenJoining(true)).phase).toBe('asked');
  });

  it('stands until the caller says no to a recording, or stops one', () => {
    const said = whenJoining(true);
    const stopped = after(yes, { type: 'stopped', party: 'consultant', onWithdrawal: 'ask' });
    expect(standingConsent(said, [])).toBe(said);
    expect(standingConsent(said, [stopped, after(yes)])).toBe(said);
    expect(standingConsent(null, [stopped])).toBeNull();
    expect(standingConsent(said, [after(yes, annStops()), stopped])).toBeNull();
    expect(standingConsent(said, [after(no)])).toBeNull();
    // Taken back before an answer.
    expect(standingConsent(said, [after(annStops())])).toBeNull();
  });

  it('is of no use where nothing is recorded', () => {
    const never = { recordings: 'never' } as const;
    expect(() => requestRecording(request, never, whenJoining(true))).toThrow(
      new Refusal('recordings_off'),
    );
  });
});

const view = (...happenings: RecordingHappening[]) => recordingView(after(...happenings));

describe('both parties', () => {
  it('see what is on, since when, and how the last one ended', () => {
    const { id, media } = asked;
    expect(recordingView(null)).toEqual({ phase: 'off', last: null });
    expect(view()).toEqual({ phase: 'asked', id, media, since: 1000 });
    expect(view(yes)).toEqual({ phase: 'on', id, media, since: 2000, recordedMs: 0 });
    expect(view(yes, paused)).toEqual({
      phase: 'paused',
      id,
      media,
      since: 3000,
      recordedMs: 1000,
    });
    expect(view(yes, annStops())).toEqual({
      phase: 'off',
      last: { id, end: 'withdrawn', undecided: true },
    });
  });
});
