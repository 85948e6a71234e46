import type {
  ConsultantId,
  IceSettings,
  RoomConsultation,
  RoomId,
  RoomPlace,
  RoomView,
} from '@peerdesk/protocol';
import type { Logger } from 'pino';
import { recordingView } from '../consultation/recording.ts';
import { meetingIn, partyOf } from '../room/meeting.ts';
import { isCall, placeOf, type Room, type RoomHappening } from '../room/room.ts';
import type { Meetings } from '../storage/meetings.ts';
import type { Recordings } from '../storage/recordings.ts';
import type { Rooms } from '../storage/rooms.ts';
import type { ConsultantsInRooms } from './consultants-in-rooms.ts';
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
  meetings,
  recordings,
  presence,
  inRooms,
  onConsultantMoved,
  turns,
  iceSettings,
  clock,
  log,
}: {
  readonly rooms: Rooms;
  readonly meetings: Meetings;
  readonly recordings: Pick<Recordings, 'latestOf'>;
  readonly presence: RoomPresence;
  readonly inRooms: Pick<ConsultantsInRooms, 'follow'>;
  /** Is in a room now, or in none any more. */
  readonly onConsultantMoved: (consultant: ConsultantId) => Promise<void>;
  readonly turns: Turns<RoomId>;
  readonly iceSettings: (room: RoomId, place: RoomPlace) => IceSettings;
  readonly clock: () => number;
  readonly log: Logger;
}) {
  /** What of the room is kept in the history, in this holder's eyes. */
  async function consultationOf(room: Room, holder: string): Promise<RoomConsultation | null> {
    const meeting = meetingIn(room);
    const kept = meeting && (await meetings.atHand(room.id));
    if (!kept) return null;
    const recording = recordingView(await recordings.latestOf(kept.id));
    return { id: kept.id, party: partyOf(meeting, holder), recording };
  }

  /** What this holder sees of it. */
  async function viewOf(room: Room, holder: string): Promise<RoomView> {
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
      consultation: await consultationOf(room, holder),
    };
  }

  async function decide(id: RoomId, happening: RoomHappening, actor?: string): Promise<Room> {
    const event = { ...happening, at: clock() };
    const change = await rooms.change(id, event);
    const { before, after } = change;
    await meetings.follow(change, event);
    if (before === after) return after;
    log.info({ room: id, event: happening.type, phase: after.phase }, 'room');
    const connected = [...(presence.seats(id)?.sockets ?? [])];
    presence.follow(after);
    for (const [holder, socket] of connected) {
      if (holder === actor || sees(before, holder) === sees(after, holder)) continue;
      socket.emit('roomChanged', await viewOf(after, holder));
    }
    for (const consultant of inRooms.follow(after)) await onConsultantMoved(consultant);
    return after;
  }

  const turn = <Result>(id: RoomId, work: (happen: HappenInRoom) => Promise<Result>) =>
    turns.take(id, () => work((happening, actor) => decide(id, happening, actor)));

  return {
    viewOf,

    /** Everybody in it is told, in its turn, what is to be seen of it besides its row. */
    async tell(id: RoomId): Promise<void> {
      const room = await rooms.byId(id);
      if (room === null) return;
      for (const [holder, socket] of presence.seats(id)?.sockets ?? []) {
        socket.emit('roomChanged', await viewOf(room, holder));
      }
    },

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
    ? `${room.phase} ${place} ${room.generation} ${meetingIn(room)?.holder}`
    : `${room.phase} ${place} ${room.phase === 'knocking' ? room.generation : ''}`;
}
