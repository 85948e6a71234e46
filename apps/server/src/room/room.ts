import type {
  ConsultantId,
  RefusalCode,
  RoomClosed,
  RoomId,
  RoomOpenness,
  RoomPlace,
  RoomTerms,
} from '@peerdesk/protocol';
import type { Consultant } from '../consultation/consultation.ts';
import { Refusal } from '../consultation/refusal.ts';

/** Somebody in a room. */
export interface Occupant {
  /** Whose place it is: a hash of the browser's secret. */
  readonly holder: string;
  readonly name: string;
  /** Who they are at the room's desk; null for everybody else. */
  readonly consultant: Consultant | null;
  /** The room's generation when they came: two who meet do so in the second's, and in no other. */
  readonly cameIn: number;
  /** Since when no page of this browser is connected; null while one is. */
  readonly awaySince: number | null;
}

interface Walls extends RoomTerms {
  readonly id: RoomId;
  readonly calleeId: string;
  readonly madeBy: ConsultantId;
  readonly createdAt: number;
  /** Raised by storage with every save. */
  readonly version: number;
  /** The last one used, over all who were ever in it; a knock takes one, too. */
  readonly generation: number;
  /** Two have been connected in it. */
  readonly met: boolean;
}

interface Empty extends Walls {
  readonly phase: 'empty';
}

interface Waiting extends Walls {
  readonly phase: 'waiting';
  readonly first: Occupant;
}

interface Pair extends Walls {
  readonly first: Occupant;
  readonly second: Occupant;
}

/** The second wants to be let in. */
interface Knocking extends Pair {
  readonly phase: 'knocking';
}

interface Connecting extends Pair {
  readonly phase: 'connecting';
  /** Who sees the other's media in this generation. */
  readonly connected: { readonly [place in RoomPlace]: boolean };
}

interface Active extends Pair {
  readonly phase: 'active';
  readonly connected: { readonly [place in RoomPlace]: boolean };
  /** When the two were first connected; renewals keep it. */
  readonly startedAt: number;
}

interface Closed extends Walls {
  readonly phase: 'closed';
  readonly reason: RoomClosed;
}

/** Two who see each other, or are about to. */
export type Call = Connecting | Active;

/** A private link for exactly two people. */
export type Room = Empty | Waiting | Knocking | Call | Closed;

/** What can happen to a room. `holder` says who does it. */
export type RoomHappening =
  | {
      readonly type: 'entered';
      readonly holder: string;
      readonly name: string;
      /** The generation that page has a peer of; null when it has none. */
      readonly holding: number | null;
      /** Proven by their sign-in. */
      readonly consultant: Consultant | null;
    }
  | { readonly type: 'admitted'; readonly holder: string; readonly generation: number }
  | { readonly type: 'declined'; readonly holder: string; readonly generation: number }
  | { readonly type: 'connected'; readonly holder: string; readonly generation: number }
  | { readonly type: 'renewed'; readonly holder: string; readonly generation: number }
  | { readonly type: 'left'; readonly holder: string }
  | { readonly type: 'dropped'; readonly holder: string }
  | { readonly type: 'revoked' }
  | { readonly type: 'restarted' }
  | { readonly type: 'time-passed'; readonly graceMs: number };

export type RoomEvent = RoomHappening & { readonly at: number };

const NEITHER = { first: false, second: false } as const;

const CLOSED_REFUSALS = {
  revoked: 'room_revoked',
  expired: 'room_expired',
  used: 'room_used',
} as const satisfies Record<RoomClosed, RefusalCode>;

/**
 * The only place that decides what becomes of a room and of who is in it.
 *
 * @returns the room after the event; the very same object when the event changes nothing, as late
 *   and repeated ones do
 * @throws {Refusal} when the event is a request that cannot be granted
 */
export function transition(room: Room, event: RoomEvent): Room {
  switch (event.type) {
    case 'entered':
      return enter(room, event);
    case 'admitted':
      return admit(room, event);
    case 'declined':
      return decline(room, event);
    case 'connected':
      return connect(room, event);
    case 'renewed':
      return renew(room, event);
    case 'left':
      return without(room, [event.holder], event.at);
    case 'dropped':
      return setAway(room, event.holder, event.at);
    case 'revoked':
      return room.phase === 'closed' ? room : close(room, 'revoked');
    case 'restarted':
      return restart(room, event.at);
    case 'time-passed':
      return passTime(room, event.at, event.graceMs);
    default:
      return event satisfies never;
  }
}

/** When time itself will change this room next; null: never. An empty one needs no change to expire. */
export function dueAt(room: Room, graceMs: number): number | null {
  const times = occupantsOf(room).flatMap(({ awaySince }) =>
    awaySince === null ? [] : [awaySince + graceMs],
  );
  // Nobody can come to them any more; two who talk may finish.
  if ((room.phase === 'waiting' || room.phase === 'knocking') && room.closesAt !== null) {
    times.push(room.closesAt);
  }
  return times.length === 0 ? null : Math.min(...times);
}

/** May it be entered, by whoever has no place in it yet? */
export function opennessOf(room: Room, at: number): RoomOpenness {
  if (room.phase === 'closed') return room.reason;
  if (room.closesAt !== null && at >= room.closesAt) return 'expired';
  return room.opensAt !== null && at < room.opensAt ? 'not_yet' : 'open';
}

/** @throws {Refusal} saying why it may not be entered */
export function requireOpen(openness: RoomOpenness): void {
  if (openness === 'open') return;
  throw new Refusal(openness === 'not_yet' ? 'room_not_open' : CLOSED_REFUSALS[openness]);
}

/** Who is in it, the first one first; who knocks counts. */
export function occupantsOf(room: Room): readonly Occupant[] {
  switch (room.phase) {
    case 'empty':
    case 'closed':
      return [];
    case 'waiting':
      return [room.first];
    case 'knocking':
    case 'connecting':
    case 'active':
      return [room.first, room.second];
    default:
      return room satisfies never;
  }
}

/** @returns null for whoever has no place in it */
export function placeOf(room: Room, holder: string): RoomPlace | null {
  const [first, second] = occupantsOf(room);
  if (first?.holder === holder) return 'first';
  return second?.holder === holder ? 'second' : null;
}

export function isCall(room: Room): room is Call {
  return room.phase === 'connecting' || room.phase === 'active';
}

function enter(
  room: Room,
  { holder, name, holding, consultant, at }: Extract<RoomEvent, { type: 'entered' }>,
): Room {
  if (placeOf(room, holder) !== null) return comeBack(room, { holder, holding, consultant });
  requireOpen(opennessOf(room, at));
  switch (room.phase) {
    case 'empty': {
      const first = { holder, name, consultant, cameIn: room.generation, awaySince: null };
      return { ...room, phase: 'waiting', first };
    }
    case 'waiting': {
      const generation = room.generation + 1;
      const second = { holder, name, consultant, cameIn: generation, awaySince: null };
      const pair = { ...room, second, generation };
      return room.knock
        ? { ...pair, phase: 'knocking' }
        : { ...pair, phase: 'connecting', connected: NEITHER };
    }
    case 'knocking':
    case 'connecting':
    case 'active':
      throw new Refusal('room_full');
    case 'closed':
      return room;
    default:
      return room satisfies never;
  }
}

/** A page that has no peer of this generation needs the next one, and so does the other side. */
function comeBack(
  room: Room,
  {
    holder,
    holding,
    consultant,
  }: { holder: string; holding: number | null; consultant: Consultant | null },
): Room {
  const back = withOccupant(room, holder, (occupant) =>
    occupant.awaySince === null && occupant.consultant?.id === consultant?.id
      ? occupant
      : { ...occupant, awaySince: null, consultant },
  );
  return isCall(back) && holding !== back.generation ? renewed(back) : back;
}

function admit(room: Room, { holder, generation }: { holder: string; generation: number }): Room {
  if (placeOf(room, holder) !== 'first') throw new Refusal('forbidden');
  // Pressed twice, or answered already.
  if (isCall(room) && room.generation >= generation) return room;
  if (room.phase !== 'knocking' || room.generation !== generation) {
    throw new Refusal('stale_generation');
  }
  return { ...room, phase: 'connecting', connected: NEITHER };
}

function decline(room: Room, { holder, generation }: { holder: string; generation: number }): Room {
  if (placeOf(room, holder) !== 'first') throw new Refusal('forbidden');
  if (room.phase !== 'knocking' || room.generation !== generation) return room;
  return { ...wallsOf(room), phase: 'waiting', first: room.first };
}

function connect(
  room: Room,
  { holder, generation, at }: { holder: string; generation: number; at: number },
): Room {
  const place = placeOf(room, holder);
  if (place === null || !isCall(room)) throw new Refusal('not_in_call');
  if (generation !== room.generation) throw new Refusal('stale_generation');
  if (room.connected[place]) return room;
  const connected = { ...room.connected, [place]: true };
  if (room.phase === 'active' || !connected.first || !connected.second) {
    return { ...room, connected };
  }
  return { ...room, phase: 'active', connected, startedAt: at, met: true };
}

function renew(room: Room, { holder, generation }: { holder: string; generation: number }): Room {
  if (placeOf(room, holder) === null || !isCall(room)) throw new Refusal('not_in_call');
  if (generation > room.generation) throw new Refusal('stale_generation');
  return generation < room.generation ? room : renewed(room);
}

function renewed(room: Call): Call {
  return { ...room, generation: room.generation + 1, connected: NEITHER };
}

function setAway(room: Room, holder: string, awaySince: number): Room {
  return withOccupant(room, holder, (occupant) =>
    occupant.awaySince === null ? { ...occupant, awaySince } : occupant,
  );
}

function withOccupant(room: Room, holder: string, change: (occupant: Occupant) => Occupant): Room {
  const place = placeOf(room, holder);
  if (place === null) return room;
  switch (room.phase) {
    case 'empty':
    case 'closed':
      return room;
    case 'waiting': {
      const first = change(room.first);
      return first === room.first ? room : { ...room, first };
    }
    case 'knocking':
    case 'connecting':
    case 'active': {
      const occupant = change(room[place]);
      return occupant === room[place] ? room : { ...room, [place]: occupant };
    }
    default:
      return room satisfies never;
  }
}

/** Whoever stays becomes the first: the next one comes to them. */
function without(room: Room, holders: readonly string[], at: number): Room {
  const before = occupantsOf(room);
  const staying = before.filter(({ holder }) => !holders.includes(holder));
  if (staying.length === before.length) return room;
  const walls = wallsOf(room);
  const isOver = opennessOf(room, at) === 'expired';
  const [first] = staying;
  if (first !== undefined && !isOver) return { ...walls, phase: 'waiting', first };
  if (first === undefined && room.once && room.met) return close(room, 'used');
  return first === undefined ? { ...walls, phase: 'empty' } : close(room, 'expired');
}

/** While the server was away nobody could come back, so everybody's grace begins anew. */
function restart(room: Room, at: number): Room {
  const away = (occupant: Occupant): Occupant => ({ ...occupant, awaySince: at });
  switch (room.phase) {
    case 'empty':
    case 'closed':
      return room;
    case 'waiting':
      return { ...room, first: away(room.first) };
    case 'knocking':
    case 'connecting':
    case 'active':
      return { ...room, first: away(room.first), second: away(room.second) };
    default:
      return room satisfies never;
  }
}

function passTime(room: Room, at: number, graceMs: number): Room {
  const gone = occupantsOf(room).filter(
    ({ awaySince }) => awaySince !== null && at >= awaySince + graceMs,
  );
  const left = without(
    room,
    gone.map(({ holder }) => holder),
    at,
  );
  const isLeftAlone = left.phase === 'waiting' || left.phase === 'knocking';
  return isLeftAlone && opennessOf(left, at) === 'expired' ? close(left, 'expired') : left;
}

function close(room: Room, reason: RoomClosed): Closed {
  return { ...wallsOf(room), phase: 'closed', reason };
}

function wallsOf(room: Room): Walls {
  const { id, calleeId, madeBy, createdAt, version, generation, met } = room;
  const { title, opensAt, closesAt, once, knock } = room;
  return {
    id,
    calleeId,
    madeBy,
    createdAt,
    version,
    generation,
    met,
    title,
    opensAt,
    closesAt,
    once,
    knock,
  };
}
