import type { ConsultantId, RoomId } from '@peerdesk/protocol';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../consultation/refusal.ts';
import {
  dueAt,
  isCall,
  occupantsOf,
  placeOf,
  type Room,
  type RoomHappening,
  transition,
} from './room.ts';

const NOON = Date.UTC(2026, 10, 21, 12);
const MINUTE_MS = 60_000;
const GRACE_MS = MINUTE_MS;

const empty: Room = {
  phase: 'empty',
  id: 'a room' as RoomId,
  calleeId: 'acme',
  madeBy: 'dana' as ConsultantId,
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

function roomAfter(happenings: readonly RoomHappening[], start: Room = empty, at = NOON): Room {
  return happenings.reduce((room, happening) => transition(room, { ...happening, at }), start);
}

const enters = (name: string, holding: number | null = null): RoomHappening => ({
  type: 'entered',
  holder: name,
  name,
  holding,
  consultant: null,
});
const leaves = (holder: string): RoomHappening => ({ type: 'left', holder });
const drops = (holder: string): RoomHappening => ({ type: 'dropped', holder });
const sees = (holder: string, generation: number): RoomHappening => ({
  type: 'connected',
  holder,
  generation,
});
const lets = (holder: string, generation: number): RoomHappening => ({
  type: 'admitted',
  holder,
  generation,
});
const whoIsIn = (room: Room) => occupantsOf(room).map(({ name }) => name);

/** What entering leads to: the room's phase, or the refusal's code. */
function codes(room: Room, at: number): unknown {
  try {
    return roomAfter([enters('Ann')], room, at).phase;
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
}

/** A refusal changes nothing. @throws whatever else is thrown */
function afterOrSame(room: Room, happening: RoomHappening, at: number): Room {
  try {
    return transition(room, { ...happening, at });
  } catch (error) {
    if (error instanceof Refusal) return room;
    throw error;
  }
}

describe('two who enter a room', () => {
  it('have the places in the order they came, and a third one none', () => {
    const alone = roomAfter([enters('Ann')]);
    expect(alone.phase).toBe('waiting');
    expect(placeOf(alone, 'Ann')).toBe('first');

    const both = roomAfter([enters('Bob')], alone);
    expect(both).toMatchObject({ phase: 'connecting', generation: 1 });
    expect(placeOf(both, 'Bob')).toBe('second');
    expect(() => roomAfter([enters('Cleo')], both)).toThrow(
      expect.objectContaining({ code: 'room_full' }),
    );
  });

  it('are in a call when both see each other, and stay in it through a renewal', () => {
    const active = roomAfter([enters('Ann'), enters('Bob'), sees('Ann', 1), sees('Bob', 1)]);
    expect(active).toMatchObject({ phase: 'active', startedAt: NOON, met: true });

    const renewed = roomAfter([{ type: 'renewed', holder: 'Bob', generation: 1 }], active);
    expect(renewed).toMatchObject({ phase: 'active', startedAt: NOON, generation: 2 });
    const again = roomAfter([{ type: 'renewed', holder: 'Ann', generation: 1 }], renewed);
    expect(again).toBe(renewed);
  });

  it('make room for another when one leaves; who stays is the first', () => {
    const left = roomAfter([enters('Ann'), enters('Bob'), leaves('Ann')]);
    expect(left).toMatchObject({ phase: 'waiting', first: { name: 'Bob' } });

    const next = roomAfter([enters('Cleo')], left);
    expect(whoIsIn(next)).toEqual(['Bob', 'Cleo']);
    expect(next).toMatchObject({ phase: 'connecting', generation: 2 });
  });
});

describe('who comes back', () => {
  const talking = roomAfter([enters('Ann'), enters('Bob'), sees('Ann', 1), sees('Bob', 1)]);

  it('has the old place, in a new generation after a reload', () => {
    const away = roomAfter([drops('Ann')], talking);
    expect(dueAt(away, GRACE_MS)).toBe(NOON + GRACE_MS);
    expect(() => roomAfter([enters('Cleo')], away)).toThrow();

    const back = roomAfter([enters('Ann')], away);
    expect(back).toMatchObject({ phase: 'active', generation: 2 });
    expect(placeOf(back, 'Ann')).toBe('first');
    expect(dueAt(back, GRACE_MS)).toBeNull();
  });

  it('goes on in the same generation with the peer still there', () => {
    const back = roomAfter([drops('Ann'), enters('Ann', 1)], talking);
    expect(back).toMatchObject({ phase: 'active', generation: 1 });
  });

  it('needs the next generation when the other side has gone on to it meanwhile', () => {
    const renewal: RoomHappening = { type: 'renewed', holder: 'Bob', generation: 1 };
    const back = roomAfter([drops('Ann'), renewal, enters('Ann', 1)], talking);
    expect(back).toMatchObject({ generation: 3 });
  });

  it('has lost the place when the grace time is over', () => {
    const away = roomAfter([drops('Ann')], talking);
    const passed: RoomHappening = { type: 'time-passed', graceMs: GRACE_MS };
    expect(roomAfter([passed], away, NOON + GRACE_MS - 1)).toBe(away);
    expect(roomAfter([passed], away, NOON + GRACE_MS)).toMatchObject({
      phase: 'waiting',
      first: { name: 'Bob' },
    });
  });

  it('has the whole grace time after a restart', () => {
    const restarted = roomAfter([{ type: 'restarted' }], talking, NOON + MINUTE_MS);
    expect(dueAt(restarted, GRACE_MS)).toBe(NOON + MINUTE_MS + GRACE_MS);
    const back = roomAfter([enters('Ann', 1), enters('Bob', 1)], restarted);
    expect(back).toMatchObject({ phase: 'active', generation: 1 });
  });
});

describe('a room where one knocks', () => {
  const knocked = roomAfter([enters('Ann'), enters('Bob')], { ...empty, knock: true });

  it('holds the second at the door until the first lets them in', () => {
    expect(knocked).toMatchObject({ phase: 'knocking', generation: 1 });
    expect(() => roomAfter([enters('Cleo')], knocked)).toThrow();
    expect(() => roomAfter([lets('Bob', 1)], knocked)).toThrow(
      expect.objectContaining({ code: 'forbidden' }),
    );
    const inside = roomAfter([lets('Ann', 1)], knocked);
    expect(inside.phase).toBe('connecting');
    expect(roomAfter([lets('Ann', 1)], inside)).toBe(inside);
  });

  it('never lets in another than the one who was seen at the door', () => {
    const another = roomAfter([leaves('Bob'), enters('Cleo')], knocked);
    expect(() => roomAfter([lets('Ann', 1)], another)).toThrow(
      expect.objectContaining({ code: 'stale_generation' }),
    );
    const declined: RoomHappening = { type: 'declined', holder: 'Ann', generation: 1 };
    expect(roomAfter([declined], another)).toBe(another);
  });

  it('sends away whom the first declines', () => {
    const declined = roomAfter([{ type: 'declined', holder: 'Ann', generation: 1 }], knocked);
    expect(declined.phase).toBe('waiting');
    expect(placeOf(declined, 'Bob')).toBeNull();
  });

  it('opens for who knocks when the first leaves', () => {
    expect(roomAfter([leaves('Ann')], knocked)).toMatchObject({
      phase: 'waiting',
      first: { name: 'Bob' },
    });
  });
});

describe('a room that is not open', () => {
  it('says whether it is not open yet, expired, revoked or used', () => {
    const morning = { ...empty, opensAt: NOON, closesAt: NOON + MINUTE_MS };
    expect(codes(morning, NOON - 1)).toBe('room_not_open');
    expect(codes(morning, NOON)).toBe('waiting');
    expect(codes(morning, NOON + MINUTE_MS)).toBe('room_expired');
    expect(codes(roomAfter([{ type: 'revoked' }]), NOON)).toBe('room_revoked');
  });

  it('puts out everybody when it is revoked', () => {
    const revoked = roomAfter([enters('Ann'), enters('Bob'), { type: 'revoked' }]);
    expect(whoIsIn(revoked)).toEqual([]);
  });

  it('lets two who talk finish after its time, but nobody wait for nobody', () => {
    const closesAt = NOON + MINUTE_MS;
    const passed: RoomHappening = { type: 'time-passed', graceMs: GRACE_MS };
    const alone = roomAfter([enters('Ann')], { ...empty, closesAt });
    expect(dueAt(alone, GRACE_MS)).toBe(closesAt);
    expect(roomAfter([passed], alone, closesAt)).toMatchObject({ reason: 'expired' });

    const both = roomAfter([enters('Bob')], alone);
    expect(dueAt(both, GRACE_MS)).toBeNull();
    const later = roomAfter([passed, drops('Bob'), enters('Bob')], both, closesAt);
    expect(whoIsIn(later)).toEqual(['Ann', 'Bob']);
    expect(roomAfter([leaves('Ann')], later, closesAt)).toMatchObject({ reason: 'expired' });
  });

  it('is used when two have met in it and both have left, and not before', () => {
    const once: Room = { ...empty, once: true };
    expect(roomAfter([enters('Ann'), leaves('Ann')], once).phase).toBe('empty');
    const met = roomAfter([enters('Ann'), enters('Bob'), sees('Ann', 1), sees('Bob', 1)], once);
    const alone = roomAfter([leaves('Bob')], met);
    expect(alone.phase).toBe('waiting');
    expect(roomAfter([enters('Bob')], alone).phase).toBe('connecting');
    expect(roomAfter([leaves('Ann')], alone)).toMatchObject({ phase: 'closed', reason: 'used' });
  });
});

describe('whatever happens, in whatever order,', () => {
  const people = ['Ann', 'Bob', 'Cleo'] as const;
  const person = fc.constantFrom(...people);
  const generation = fc.integer({ min: 0, max: 8 });
  const happening: fc.Arbitrary<RoomHappening> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(person, fc.option(generation))
        .map(([who, holding]) => enters(who, holding)),
    },
    { weight: 2, arbitrary: person.map(leaves) },
    { weight: 2, arbitrary: person.map(drops) },
    fc.record({
      type: fc.constantFrom('admitted', 'declined', 'connected', 'renewed'),
      holder: person,
      generation,
    }),
    fc.constant({ type: 'restarted' } as const),
    { weight: 2, arbitrary: fc.constant({ type: 'time-passed', graceMs: GRACE_MS } as const) },
    { weight: 1, arbitrary: fc.constant({ type: 'revoked' } as const) },
  );
  const steps = fc.array(fc.tuple(happening, fc.integer({ min: 0, max: 2 * GRACE_MS })), {
    maxLength: 60,
  });
  const terms = fc.record({
    knock: fc.boolean(),
    once: fc.boolean(),
    closesAt: fc.option(fc.integer({ min: NOON, max: NOON + 40 * MINUTE_MS })),
  });

  it('two at most are in it, nobody is in it twice, and a place changes hands only as promised', () => {
    fc.assert(
      fc.property(terms, steps, (given, happenings) => {
        let room = roomAfter([], { ...empty, ...given });
        let at = NOON;
        for (const [event, passedMs] of happenings) {
          at += passedMs;
          const before = room;
          room = afterOrSame(before, event, at);
          const inside = occupantsOf(room).map(({ holder }) => holder);
          expect(new Set(inside).size).toBe(inside.length);
          expect(inside.length).toBeLessThanOrEqual(2);
          expect(room.generation).toBeGreaterThanOrEqual(before.generation);
          if (isCall(room) && !isCall(before)) {
            expect(room.generation).toBeGreaterThan(room.knock ? 0 : before.generation);
          }
          const gone = occupantsOf(before).filter(({ holder }) => !inside.includes(holder));
          for (const { holder, awaySince } of gone) {
            const isOwnWill = event.type === 'left' && event.holder === holder;
            const isDeclined = event.type === 'declined' && before.phase === 'knocking';
            const isOver = awaySince !== null && at >= awaySince + GRACE_MS;
            expect(
              isOwnWill ||
                isDeclined ||
                (event.type === 'time-passed' && isOver) ||
                room.phase === 'closed',
            ).toBe(true);
          }
          if (gone.length === 0 && inside.length > 0 && before !== room) {
            expect(inside.slice(0, occupantsOf(before).length)).toEqual(
              occupantsOf(before).map(({ holder }) => holder),
            );
          }
          if (before.phase === 'closed') expect(room).toBe(before);
        }
      }),
      { numRuns: 500 },
    );
  });
});
