import type { IceSettings, RoomId, RoomPlace, RoomView } from '@peerdesk/protocol';
import type { Logger } from 'pino';
import { isCall, placeOf, type Room, type RoomHappening } from '../room/room.ts';
import type { Rooms } from '../storage/rooms.ts';
import type { RoomPresence } from './room-presence.ts';
import type { Turns } from './turns.ts';

/**
 * Lets something happen to the room whose turn it is: decided by the rule, saved, told.
 *
 * @param actor the holder who asked for it, and learns of it from the answer
 * @throws {Refusal} what the rule says
 */
export type HappenInRoom = (happening: RoomHappening, actor?: string) => Promise<Room>;

export type RoomChanges = ReturnType<typeof createRoomChanges>;

/** The only way to change who is in a room while the server runs. */
export function createRoomChanges({
  rooms,
  presence,
  turns,
  iceSettings,
  clock,
  log,
}: {
  readonly rooms: Rooms;
  readonly presence: RoomPresence;
  readonly turns: Turns<RoomId>;
  readonly iceSettings: (room: RoomId, place: RoomPlace) => IceSettings;
  readonly clock: () => number;
  readonly log: Logger;
}) {
  /** What this holder sees of it. */
  function viewOf(room: Room, holder: string): RoomView {
    const place = placeOf(room, holder);
    if (room.phase === 'closed') return { phase: 'out', reason: room.reason };
    if (place === null || room.phase === 'empty') return { phase: 'out', reason: 'declined' };
    if (room.phase === 'waiting') return { phase: 'waiting' };
    const remoteName = place === 'first' ? room.second.name : room.first.name;
    const { phase, generation } = room;
    if (phase === 'knocking') {
      return place === 'second' ? { phase } : { phase: 'asked', generation, remoteName };
    }
    return {
      phase,
      place,
      meeting: room.second.cameIn,
      generation,
      remoteName,
      startedAt: phase === 'active' ? room.startedAt : null,
      at: clock(),
      ice: iceSettings(room.id, place),
    };
  }

  async function decide(id: RoomId, happening: RoomHappening, actor?: string): Promise<Room> {
    const { before, after } = await rooms.change(id, { ...happening, at: clock() });
    if (before === after) return after;
    log.info({ room: id, event: happening.type, phase: after.phase }, 'room');
    const connected = [...(presence.seats(id)?.sockets ?? [])];
    presence.follow(after);
    for (const [holder, socket] of connected) {
      if (holder === actor || sees(before, holder) === sees(after, holder)) continue;
      socket.emit('roomChanged', viewOf(after, holder));
    }
    return after;
  }

  const turn = <Result>(id: RoomId, work: (happen: HappenInRoom) => Promise<Result>) =>
    turns.take(id, () => work((happening, actor) => decide(id, happening, actor)));

  return {
    viewOf,

    /** A turn with this room, in which nothing else happens to it. */
    turn,

    /** One thing happens to it. @throws {Refusal} what the rule says */
    change: (id: RoomId, happening: RoomHappening) => turn(id, (happen) => happen(happening)),
  };
}

/** What of a room is in a holder's view; when it is the same, there is nothing to tell. */
function sees(room: Room, holder: string): string {
  const place = placeOf(room, holder);
  if (place === null) return 'out';
  return isCall(room)
    ? `${room.phase} ${place} ${room.generation}`
    : `${room.phase} ${place} ${room.phase === 'knocking' ? room.generation : ''}`;
}
