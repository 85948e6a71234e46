import type { Server as HttpServer, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import {
  type ConsultantId,
  type ConsultationId,
  type IceSettings,
  MESSAGE_LIMIT_BYTES,
  NAMESPACES,
  type Party,
  type PathTrouble,
  type RoomId,
  type RoomPlace,
} from '@peerdesk/protocol';
import type { Logger } from 'pino';
import { Server } from 'socket.io';
import { isHeld, type Patience } from '../consultation/consultation.ts';
import { availableConsultants } from '../storage/availability.ts';
import type { Callees } from '../storage/callees.ts';
import { createConsultations } from '../storage/consultations.ts';
import type { Database } from '../storage/database.ts';
import { createMeetings } from '../storage/meetings.ts';
import { createRecordings } from '../storage/recordings.ts';
import { createRooms } from '../storage/rooms.ts';
import { createAvailability } from './availability.ts';
import { createAddressBuckets } from './bucket.ts';
import { serveConsoles } from './callee-socket.ts';
import { serveCallers } from './caller-socket.ts';
import { createChanges } from './changes.ts';
import type { CalleeNamespace, CallerNamespace, RoomNamespace } from './connections.ts';
import { createConsultantsInRooms } from './consultants-in-rooms.ts';
import { createDesks } from './desks.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { createNextOffers } from './next-offers.ts';
import { createPresence } from './presence.ts';
import { createPublisher } from './publish.ts';
import { createQueueNews } from './queue-news.ts';
import { createRecordingCommands, type Recordable } from './recording-commands.ts';
import { createRelay } from './relay.ts';
import { createRoomChanges } from './room-changes.ts';
import type { RoomKeys } from './room-keys.ts';
import { createRoomPresence } from './room-presence.ts';
import { type InMeeting, recordableRooms, serveRooms } from './room-socket.ts';
import type { SignIn } from './sign-in.ts';
import { createSweeper } from './sweeper.ts';
import { createTickets } from './tickets.ts';
import { createTurns } from './turns.ts';
import type { Wiring } from './wiring.ts';

/** Where and how one of the two of a consultation or a room may look for a path to the other. */
type IceSettingsOf = (meeting: ConsultationId | RoomId, party: Party | RoomPlace) => IceSettings;

export interface SocketParts {
  readonly db: Database;
  readonly log: Logger;
  readonly clock: () => number;
  /** Whoever has it can make tickets. */
  readonly ticketSecret: string;
  readonly settings: Patience & { readonly limits?: Partial<Limits> };
  readonly iceSettings: IceSettingsOf;
  /** Who is signed in, by the handshake's headers. */
  readonly identify: (headers: IncomingHttpHeaders) => Promise<SignIn | null>;
  /** The client's address, proxies considered, from the handshake's request. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** May a page of this origin use the sign-in cookie? */
  readonly isOwnOrigin: (origin: string | undefined, host: string | undefined) => boolean;
  readonly callees: Callees;
  readonly roomKeys: RoomKeys;
  /** A disk that is full is said before recording, not after. */
  readonly hasRoomForRecording: () => Promise<boolean>;
  /** A browser has found no path to the other one; to be counted. */
  readonly onNoPath?: (trouble: PathTrouble) => void;
}

export interface Sockets {
  /** The rows know that nobody is connected yet; what became due meanwhile has happened. Await it before `listen`. */
  readonly ready: Promise<void>;
  consultantsAvailable(calleeId: string): Promise<number>;
  waiting(calleeId: string): Promise<number>;
  /** Something about its recording was decided elsewhere: whoever is in it sees that. */
  recordingChanged(consultation: ConsultationId): Promise<void>;
  /** Closes that sign-in's consoles, and what it has open in rooms. */
  signedOut(signInId: string): void;
  /** Nobody enters it any more; who is inside is told, and put out. Safe to repeat. */
  revokeRoom(room: RoomId): Promise<void>;
  /** What time has made due until now happens now. It does so by itself every quarter of a second. */
  sweep(): Promise<void>;
  /** Tells everyone `stopping`, then closes the sockets, not the server. No write and no timer is left. */
  close(): Promise<void>;
}

/** The callers', the consoles' and the rooms' side of an HTTP server. */
export function attachSockets(server: HttpServer, parts: SocketParts): Sockets {
  const { db, log, clock, callees, settings, iceSettings } = parts;
  const limits: Limits = { ...DEFAULT_LIMITS, ...settings.limits };
  let stopping = false;

  const io = new Server(server, {
    serveClient: false,
    maxHttpBufferSize: MESSAGE_LIMIT_BYTES,
    connectTimeout: 10_000,
    // A phone that has vanished must be noticed.
    pingInterval: 5000,
    pingTimeout: 5000,
    transports: ['websocket', 'polling'],
    // The widget runs on anybody's page. Consoles are of our own origin and check it themselves.
    cors: { origin: '*', credentials: false },
    // The development server has sockets of its own on the same HTTP server.
    destroyUpgrade: false,
    perMessageDeflate: false,
    allowRequest: (_request, answer) => answer(stopping ? 'stopping' : null, !stopping),
  });
  io.use((_socket, next) => next(new Error('there is no such namespace')));
  const callers: CallerNamespace = io.of(NAMESPACES.caller);
  const consoles: CalleeNamespace = io.of(NAMESPACES.callee);
  const roomPages: RoomNamespace = io.of(NAMESPACES.room);

  const consultations = createConsultations(db, settings);
  const recordings = createRecordings(db);
  const presence = createPresence();
  const inRooms = createConsultantsInRooms();
  const nextOffers = createNextOffers({ consultations, iceSettings });
  const desks = createDesks({
    consoles,
    callees,
    consultations,
    presence,
    inRooms,
    nextOffers,
    clock,
    log,
    limits,
  });
  const consultantsAvailable = (calleeId: string) => desks.consultantsAvailable(calleeId);
  const queueNews = createQueueNews({
    consultations,
    presence,
    consultantsAvailable,
    iceSettings,
    clock,
    log,
    limits,
  });
  const publisher = createPublisher({
    callees,
    recordings,
    presence,
    desks,
    queueNews,
    iceSettings,
    clock,
  });
  const consultationTurns = createTurns<ConsultationId>();
  const changes = createChanges({
    consultations,
    recordings,
    presence,
    publisher,
    turns: consultationTurns,
    clock,
    log,
  });
  const { graceMs } = settings;
  const availability = createAvailability({
    callees,
    presence,
    desks,
    queueNews,
    clock,
    graceMs,
  });
  const rooms = createRooms(db, graceMs);
  const roomTurns = createTurns<RoomId>();
  const roomPresence = createRoomPresence();
  const meetings = createMeetings(db, recordings);
  const roomChanges = createRoomChanges({
    rooms,
    meetings,
    recordings,
    presence: roomPresence,
    inRooms,
    onConsultantMoved: availability.changed,
    turns: roomTurns,
    iceSettings,
    clock,
    log,
  });
  const sweeper = createSweeper({
    consultations,
    changes,
    availability,
    rooms,
    roomChanges,
    checkSignIns,
    patience: settings,
    clock,
    log,
    everyMs: limits.sweepEveryMs,
  });

  const activeOne = async (id: ConsultationId) => {
    const consultation = await consultations.byId(id);
    return consultation?.phase === 'active' ? consultation : null;
  };
  const consultationsAtHand: Recordable<ConsultationId> = {
    turn: (id, work) => changes.turn(id, work),
    active: activeOne,
    async tell(id) {
      const consultation = await activeOne(id);
      if (consultation !== null) await publisher.tellRecording(consultation);
    },
  };
  const { hasRoomForRecording } = parts;
  const recording = { callees, recordings, hasRoomForRecording, clock, log };

  const wiring: Wiring = {
    clock,
    log,
    limits,
    tickets: createTickets(parts.ticketSecret),
    callees,
    consultations,
    recordings,
    presence,
    changes,
    publisher,
    desks,
    inRooms,
    queueNews,
    availability,
    recordingCommands: createRecordingCommands({ ...recording, recordable: consultationsAtHand }),
    relay: createRelay(presence),
    iceSettings,
    noPath(meeting, trouble) {
      log.warn({ ...meeting, trouble: trouble.code }, 'no path between the browsers');
      parts.onNoPath?.(trouble);
    },
    commandTurns: createTurns<object>(),
    consultantTurns: createTurns<ConsultantId>(),
    takeHandshake: createAddressBuckets(limits.handshakes),
    takeJoin: createAddressBuckets(limits.joins),
    identify: parts.identify,
    addressOf: parts.addressOf,
    isOwnOrigin: parts.isOwnOrigin,
    isStopping: () => stopping,
  };

  /** A sign-in may have been extended meanwhile; if not, its windows are closed. */
  async function checkSignIns(): Promise<void> {
    for (const socket of consoles.sockets.values()) {
      if (socket.data.signInExpiresAt > clock()) continue;
      const signIn = await parts.identify(socket.handshake.headers);
      if (signIn === null) socket.disconnect(true);
      else socket.data.signInExpiresAt = signIn.expiresAt;
    }
    for (const socket of roomPages.sockets.values()) {
      const { signIn } = socket.data;
      if (signIn === null || signIn.expiresAt > clock()) continue;
      const renewed = await parts.identify(socket.handshake.headers);
      if (renewed === null) socket.disconnect(true);
      else socket.data.signIn = renewed;
    }
  }

  async function start(): Promise<void> {
    await consultations.restart(clock());
    for (const room of await rooms.restart(clock())) inRooms.follow(room);
    await meetings.restart(rooms.byId, clock());
    await recordings.restart();
    availability.restart(await availableConsultants(db));
    await sweeper.sweep();
    serveCallers(callers, wiring);
    serveConsoles(consoles, wiring);
    serveRooms(roomPages, {
      ...wiring,
      rooms,
      keys: parts.roomKeys,
      presence: roomPresence,
      changes: roomChanges,
      recordingCommands: createRecordingCommands<InMeeting>({
        ...recording,
        recordable: recordableRooms({ rooms, meetings, changes: roomChanges }),
      }),
    });
    sweeper.start();
  }

  return {
    ready: start(),
    consultantsAvailable,
    waiting: (calleeId) => consultations.waitingCount(calleeId),
    async recordingChanged(id) {
      const room = await meetings.roomOf(id);
      if (room !== null) return roomChanges.turn(room, () => roomChanges.tell(room));
      return changes.turn(id, async () => {
        const consultation = await consultations.byId(id);
        // Of one that has ended the windows may have let go.
        if (consultation !== null && isHeld(consultation)) {
          await publisher.tellRecording(consultation);
        }
      });
    },
    signedOut(signInId) {
      for (const socket of consoles.sockets.values()) {
        if (socket.data.signInId === signInId) socket.disconnect(true);
      }
      for (const socket of roomPages.sockets.values()) {
        if (socket.data.signIn?.signInId === signInId) socket.disconnect(true);
      }
    },
    async revokeRoom(room) {
      await roomChanges.change(room, { type: 'revoked' });
    },
    sweep: () => sweeper.sweep(),
    async close() {
      stopping = true;
      callers.emit('stopping');
      consoles.emit('stopping');
      roomPages.emit('stopping');
      await sweeper.close();
      await Promise.all([queueNews.close(), desks.close()]);
      io.engine.close();
      await wiring.commandTurns.idle();
      await Promise.all([
        wiring.consultantTurns.idle(),
        consultationTurns.idle(),
        roomTurns.idle(),
      ]);
    },
  };
}
