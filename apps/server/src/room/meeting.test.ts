import type { ConsultantId, RoomId } from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import { isSameMeeting, type Meeting, meetingEnd, meetingIn, partyOf } from './meeting.ts';
import { type Room, type RoomHappening, transition } from './room.ts';

const NOON = Date.UTC(2026, 10, 29, 12);
const GRACE_MS = 60_000;
const DANA = { id: 'dana' as ConsultantId, name: 'Dana' };

const empty: Room = {
  phase: 'empty',
  id: 'a room' as RoomId,
  calleeId: 'acme',
  madeBy: DANA.id,
  createdAt: NOON,
  version: 1,
  generation: 0,
  met: false,
  title: '',
  opensAt: null,
  closesAt: null,
  once: false,
  knock: false,
};

const after = (room: Room, happenings: readonly RoomHappening[], at = NOON): Room =>
  happenings.reduce((before, happening) => transition(before, { ...happening, at }), room);
const enters = (holder: string, consultant = false): RoomHappening => ({
  type: 'entered',
  holder,
  name: holder,
  holding: 1,
  consultant: consultant ? DANA : null,
});
const sees = (holder: string): RoomHappening => ({ type: 'connected', holder, generation: 1 });

const together = (...two: readonly [RoomHappening, RoomHappening]) =>
  after(empty, [...two, sees('Dana'), sees('Ann')]);

function meetingOf(room: Room): Meeting {
  const meeting = meetingIn(room);
  if (meeting === null) throw new Error('This is no meeting.');
  return meeting;
}

describe('a meeting in a room', () => {
  const active = together(enters('Ann'), enters('Dana', true));

  it('is one of a consultant with somebody, from when they see each other', () => {
    expect(meetingIn(after(empty, [enters('Ann'), enters('Dana', true)]))).toBeNull();
    expect(meetingOf(active)).toMatchObject({ consultant: DANA, guest: { name: 'Ann' } });
    expect(meetingIn(together(enters('Ann'), enters('Dana')))).toBeNull();
    expect(partyOf(meetingOf(active), 'Dana')).toBe('consultant');
    expect(partyOf(meetingOf(active), 'Ann')).toBe('caller');
  });

  it('of two consultants is held by the first', () => {
    expect(meetingOf(together(enters('Dana', true), enters('Ann', true))).holder).toBe('Dana');
  });

  it('goes on through renewals and returns, not through signing out', () => {
    const meeting = meetingOf(active);
    const renewed = after(active, [{ type: 'renewed', holder: 'Ann', generation: 1 }]);
    const back = after(renewed, [{ type: 'dropped', holder: 'Dana' }, enters('Dana', true)]);
    expect(isSameMeeting(meeting, meetingOf(back))).toBe(true);
    expect(
      meetingIn(after(active, [{ type: 'dropped', holder: 'Dana' }, enters('Dana')])),
    ).toBeNull();
  });

  it('ends as consultations do', () => {
    const meeting = meetingOf(active);
    const endAfter = (before: Room, happening: RoomHappening, at = NOON) =>
      meetingEnd(meeting, after(before, [happening], at), happening);
    const passed: RoomHappening = { type: 'time-passed', graceMs: GRACE_MS };
    const without = (holder: string) => after(active, [{ type: 'dropped', holder }]);

    expect(endAfter(active, { type: 'left', holder: 'Ann' })).toEqual({
      reason: 'completed',
      by: 'caller',
    });
    expect(endAfter(active, { type: 'revoked' })).toEqual({
      reason: 'completed',
      by: 'consultant',
    });
    expect(endAfter(without('Ann'), passed, NOON + GRACE_MS).reason).toBe('caller_lost');
    expect(endAfter(without('Dana'), passed, NOON + GRACE_MS).reason).toBe('consultant_lost');
  });
});
