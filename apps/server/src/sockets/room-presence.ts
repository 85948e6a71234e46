import type { RoomId } from '@peerdesk/protocol';
import { isCall, occupantsOf, type Room } from '../room/room.ts';
import type { RoomSocket } from './connections.ts';

/** Who is connected in a room, and what of its row the relay needs to know. */
export interface RoomSeats {
  /** Of the call in it; null while there is none. */
  generation: number | null;
  /** By holder. */
  readonly sockets: Map<string, RoomSocket>;
}

export type RoomPresence = ReturnType<typeof createRoomPresence>;

/** Who is connected to this process. The rows say the same of everybody, as `awaySince`. */
export function createRoomPresence() {
  const rooms = new Map<RoomId, RoomSeats>();

  function unseat(id: RoomId, holder: string): void {
    const seats = rooms.get(id);
    const socket = seats?.sockets.get(holder);
    if (seats === undefined || socket === undefined) return;
    socket.data.holder = null;
    seats.sockets.delete(holder);
    if (seats.sockets.size === 0) rooms.delete(id);
  }

  return {
    seats: (id: RoomId): RoomSeats | undefined => rooms.get(id),

    /** Makes this connection the holder's. @returns the older one, which it no longer is */
    seat(room: Room, holder: string, socket: RoomSocket): RoomSocket | null {
      const seats = rooms.get(room.id) ?? { generation: null, sockets: new Map() };
      rooms.set(room.id, seats);
      const known = seats.sockets.get(holder) ?? null;
      const older = known === socket ? null : known;
      if (older !== null) older.data.holder = null;
      seats.sockets.set(holder, socket);
      socket.data.holder = holder;
      seats.generation = isCall(room) ? room.generation : null;
      return older;
    },

    unseat,

    /** What became of a room: who is not in it any more has no seat. */
    follow(room: Room): void {
      const seats = rooms.get(room.id);
      if (seats === undefined) return;
      seats.generation = isCall(room) ? room.generation : null;
      const staying = new Set(occupantsOf(room).map(({ holder }) => holder));
      for (const holder of seats.sockets.keys()) {
        if (!staying.has(holder)) unseat(room.id, holder);
      }
    },
  };
}
