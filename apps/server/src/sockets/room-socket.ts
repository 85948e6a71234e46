import type { ConsultationId, EnterAnswer, Party, RoomCommands, RoomId } from '@peerdesk/protocol';
import { schemas } from '@peerdesk/protocol/schemas';
import type { z } from 'zod';
import { Refusal } from '../consultation/refusal.ts';
import { meetingIn, partyOf } from '../room/meeting.ts';
import { opennessOf, placeOf, requireOpen } from '../room/room.ts';
import type { Meetings } from '../storage/meetings.ts';
import type { Rooms } from '../storage/rooms.ts';
import { answerCommands, type CommandTable, command, parse } from './answer.ts';
import type { RoomNamespace, RoomSocket, RoomStanding } from './connections.ts';
import { admit, requireVersion } from './handshake.ts';
import type { Recordable, RecordingCommands } from './recording-commands.ts';
import type { RoomChanges } from './room-changes.ts';
import { holderOf, type RoomKeys } from './room-keys.ts';
import type { RoomPresence } from './room-presence.ts';
import { isShallow } from './shallow.ts';
import type { Wiring } from './wiring.ts';

type EnterRequest = z.output<typeof schemas.enterRoom>;

/** What the rooms' sockets work with, beside what all of them do. */
export interface RoomWiring
  extends Pick<
    Wiring,
    | 'addressOf'
    | 'callees'
    | 'clock'
    | 'commandTurns'
    | 'identify'
    | 'isOwnOrigin'
    | 'isStopping'
    | 'limits'
    | 'log'
    | 'noPath'
    | 'takeHandshake'
    | 'takeJoin'
  > {
  readonly rooms: Rooms;
  readonly keys: RoomKeys;
  readonly presence: RoomPresence;
  readonly changes: RoomChanges;
  readonly recordingCommands: RecordingCommands<InMeeting>;
}

/** Somebody in the meeting that goes on in a room, and which of the two they must be. */
export interface InMeeting {
  readonly room: RoomId;
  readonly holder: string;
  readonly party: Party;
  /** The meeting that was meant, where that was said: the next one is another. */
  readonly named: ConsultationId | undefined;
}

/** What of a room can be recorded: its meeting with a consultant. */
export function recordableRooms({
  rooms,
  meetings,
  changes,
}: {
  readonly rooms: Rooms;
  readonly meetings: Meetings;
  readonly changes: RoomChanges;
}): Recordable<InMeeting> {
  return {
    turn: ({ room }, work) => changes.turn(room, work),
    /** @throws {Refusal} `forbidden` for the other part than one's own */
    async active({ room: id, holder, party, named }) {
      const room = await rooms.byId(id);
      const meeting = room && meetingIn(room);
      if (!meeting || placeOf(room, holder) === null) return null;
      if (partyOf(meeting, holder) !== party) throw new Refusal('forbidden');
      const kept = await meetings.atHand(id);
      return named === undefined || kept?.id === named ? kept : null;
    },
    tell: ({ room }) => changes.tell(room),
  };
}

/** The namespace of the rooms' pages. */
export function serveRooms(namespace: RoomNamespace, wiring: RoomWiring): void {
  namespace.use(admit((socket) => readRoomHandshake(socket, wiring), wiring.log));
  namespace.on('connection', (socket) => serveRoom(socket, wiring));
}

/**
 * @throws {Refusal} `rate_limited`, `origin_refused`, `invalid_payload`, `protocol_version`,
 *   `unknown_room`; of a consultant `not_signed_in`, `forbidden`
 */
async function readRoomHandshake(
  { handshake, request }: RoomSocket,
  { rooms, keys, callees, addressOf, identify, isOwnOrigin, takeHandshake }: RoomWiring,
): Promise<RoomStanding> {
  const address = addressOf(request);
  if (!takeHandshake(address)) throw new Refusal('rate_limited');
  if (!isOwnOrigin(handshake.headers.origin, handshake.headers.host)) {
    throw new Refusal('origin_refused');
  }
  const { room: key, as, protocolVersion } = parse(schemas.roomHandshake, handshake.auth);
  requireVersion(protocolVersion);
  const id = keys.read(key);
  const room = id && (await rooms.byId(id));
  if (!room) throw new Refusal('unknown_room');
  if (as === undefined) return { room: room.id, address, holder: null, signIn: null };
  const signIn = await identify(handshake.headers);
  if (signIn === null) throw new Refusal('not_signed_in');
  if (!(await callees.answersFor(signIn.consultant.id, room.calleeId))) {
    throw new Refusal('forbidden');
  }
  return { room: room.id, address, holder: null, signIn };
}

function serveRoom(socket: RoomSocket, wiring: RoomWiring): void {
  const { presence, changes, commandTurns, limits, log } = wiring;
  const { room } = socket.data;
  answerCommands(socket, roomCommands(socket, wiring), {
    signal: (raw) => passSignal(socket, raw, presence),
    turns: commandTurns,
    limits,
    log,
  });

  const notEntered = setTimeout(() => {
    if (socket.data.holder === null) socket.disconnect(true);
  }, limits.joinWithinMs);
  notEntered.unref();

  socket.on('disconnect', () => {
    clearTimeout(notEntered);
    // Behind an entry that is still under way, so that its place is marked as left, not forgotten.
    void commandTurns.take(socket, async () => {
      const { holder } = socket.data;
      if (holder === null) return;
      presence.unseat(room, holder);
      if (wiring.isStopping()) return;
      await changes
        .turn(room, async (happen) => {
          // Another connection may have come back to the place meanwhile.
          if (presence.seats(room)?.sockets.has(holder)) return;
          await happen({ type: 'dropped', holder });
        })
        .catch((error: unknown) => log.error({ err: error, room }, 'drop not noted'));
    });
  });
}

function roomCommands(socket: RoomSocket, wiring: RoomWiring): CommandTable<RoomCommands> {
  const { changes, presence, recordingCommands, rooms } = wiring;
  const { room } = socket.data;

  /** @throws {Refusal} `not_joined` */
  function own(): string {
    const { holder } = socket.data;
    if (holder === null) throw new Refusal('not_joined');
    return holder;
  }

  /** @throws {Refusal} `not_joined` */
  const as = (party: Party, named?: ConsultationId): InMeeting => ({
    room,
    holder: own(),
    party,
    named,
  });

  return {
    enterRoom: command(schemas.enterRoom, (request) => enter(socket, request, wiring)),

    admit: command(schemas.roomGeneration, async ({ generation }) => {
      await changes.change(room, { type: 'admitted', holder: own(), generation });
      return {};
    }),

    decline: command(schemas.roomGeneration, async ({ generation }) => {
      await changes.change(room, { type: 'declined', holder: own(), generation });
      return {};
    }),

    connected: command(schemas.roomGeneration, async ({ generation }) => {
      await changes.change(room, { type: 'connected', holder: own(), generation });
      return {};
    }),

    renew: command(schemas.renewRoom, async ({ generation, trouble }) => {
      const holder = own();
      await changes.change(room, { type: 'renewed', holder, generation });
      if (trouble) wiring.noPath({ room }, trouble);
      return {};
    }),

    requestRecording: command(schemas.requestRecording, async ({ consultation, media }) => {
      const { signIn } = socket.data;
      // Who is no consultant here is none in any meeting of this room.
      if (signIn === null) throw new Refusal('forbidden');
      return recordingCommands.request(as('consultant', consultation), signIn.consultant.id, media);
    }),

    pauseRecording: command(schemas.consultation, async ({ consultation }) =>
      recordingCommands.change(as('consultant', consultation), 'paused'),
    ),

    resumeRecording: command(schemas.consultation, async ({ consultation }) =>
      recordingCommands.change(as('consultant', consultation), 'resumed'),
    ),

    stopRecording: command(schemas.consultation, async ({ consultation }) => {
      const present = await rooms.byId(room);
      const meeting = present && meetingIn(present);
      if (!meeting) throw new Refusal('not_in_call');
      const party = partyOf(meeting, own());
      return recordingCommands.stop(as(party, consultation), party);
    }),

    answerRecording: command(schemas.answerRecording, async (answer) =>
      recordingCommands.answer(as('caller'), answer),
    ),

    leaveRoom: command(schemas.leaveRoom, async () => {
      const { holder } = socket.data;
      // Left already: a repeated request, or one of a page that was never inside.
      if (holder === null) return {};
      presence.unseat(room, holder);
      await changes.change(room, { type: 'left', holder });
      return {};
    }),
  };
}

/** @throws {Refusal} `rate_limited`, or why the room may not be entered */
async function enter(
  socket: RoomSocket,
  { name, place: secret, holding }: EnterRequest,
  wiring: RoomWiring,
): Promise<EnterAnswer> {
  const { changes, presence, rooms, clock } = wiring;
  const { room: id, address, holder: own, signIn } = socket.data;
  const holder = holderOf(secret);
  // A connection that takes up another place leaves its former one as if it had dropped.
  if (own !== null && own !== holder) {
    presence.unseat(id, own);
    await changes.change(id, { type: 'dropped', holder: own });
  }
  return changes.turn(id, async (happen) => {
    const found = await rooms.byId(id);
    if (found === null) throw new Refusal('unknown_room');
    if (placeOf(found, holder) === null) {
      requireOpen(opennessOf(found, clock()));
      if (!wiring.takeJoin(address)) throw new Refusal('rate_limited');
    }
    const consultant = signIn?.consultant ?? null;
    const room = await happen(
      {
        type: 'entered',
        holder,
        // Of a consultant it is known who they are.
        name: consultant?.name ?? name,
        holding: holding ?? null,
        consultant,
      },
      holder,
    );
    const older = presence.seat(room, holder, socket);
    older?.emit('moved');
    older?.disconnect(true);
    return {
      entered: placeOf(room, holder) === 'first' ? 'created' : 'joined',
      room: await changes.viewOf(room, holder),
    };
  });
}

/** Passes a signal to the other one of the sender's own room, or to nobody. Never looked into, kept or logged. */
function passSignal(socket: RoomSocket, raw: unknown, presence: RoomPresence): void {
  const { room, holder } = socket.data;
  const seats = presence.seats(room);
  const parsed = schemas.roomSignal.safeParse(raw);
  if (!parsed.success || !isShallow(parsed.data.signal)) return;
  if (holder === null || seats?.generation !== parsed.data.generation) return;
  for (const [other, connection] of seats.sockets) {
    if (other !== holder) connection.emit('signal', parsed.data);
  }
}
