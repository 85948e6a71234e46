import type { ConsultantId, RoomId } from '@peerdesk/protocol';
import { occupantsOf, type Room } from '../room/room.ts';

export type ConsultantsInRooms = ReturnType<typeof createConsultantsInRooms>;

/**
 * Which consultants have a place in a room: they are there for somebody else, and so for no caller
 * of the queue. Follows the rooms' rows, so a place that is kept through a reload counts on.
 */
export function createConsultantsInRooms() {
  const inside = new Map<RoomId, ReadonlySet<ConsultantId>>();
  const isInside = (consultant: ConsultantId) =>
    [...inside.values()].some((consultants) => consultants.has(consultant));

  return {
    isInside,

    /** What became of a room. @returns whoever is in a room now and was not, or the other way */
    follow(room: Room): ConsultantId[] {
      const are = new Set(occupantsOf(room).flatMap(({ consultant }) => consultant?.id ?? []));
      const touched = [...new Set([...(inside.get(room.id) ?? []), ...are])];
      const were = new Map(touched.map((consultant) => [consultant, isInside(consultant)]));
      if (are.size === 0) inside.delete(room.id);
      else inside.set(room.id, are);
      return touched.filter((consultant) => isInside(consultant) !== were.get(consultant));
    },
  };
}
