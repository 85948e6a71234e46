import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import type { CalleeSlug, ConsultantId, PathTrouble } from '@peerdesk/protocol';
import { pino } from 'pino';
import type { Limits } from '../sockets/limits.ts';
import { createRoomKeys, type RoomKeys } from '../sockets/room-keys.ts';
import { attachSockets, type Sockets } from '../sockets/sockets.ts';
import { type Callee, createCallees } from '../storage/callees.ts';
import { type Consultations, createConsultations } from '../storage/consultations.ts';
import { type Database, openDatabase } from '../storage/database.ts';
import { migrate } from '../storage/migrations.ts';
import { createRooms, type Rooms } from '../storage/rooms.ts';

/** Everybody in the tests is somebody. Dana and Erik answer for the first desk, Flo for the other. */
export const DANA = { id: 'dana' as ConsultantId, name: 'Dana' };
export const ERIK = { id: 'erik' as ConsultantId, name: 'Erik' };
const FLO = { id: 'flo' as ConsultantId, name: 'Flo' };
const CONSULTANTS = [DANA, ERIK, FLO];

export const ACME = 'acme-support' as CalleeSlug;
export const OTHER = 'other-desk' as CalleeSlug;

export const GRACE_MS = 60_000;
export const CONNECT_TIMEOUT_MS = 30_000;

/** Nothing is held back, nobody is counted, and time is looked at when the test says so. */
const UNLIMITED: Limits = {
  commands: { burst: 100_000, perSecond: 100_000 },
  signals: { burst: 100_000, perSecond: 100_000 },
  handshakes: { burst: 100_000, perSecond: 100_000 },
  joins: { burst: 100_000, perSecond: 100_000 },
  waitingPerCallee: 20_000,
  joinWithinMs: 3_600_000,
  gatherMs: 0,
  deskEveryMs: 1,
  nearEveryMs: 1,
  farEveryMs: 1,
  sweepEveryMs: 3_600_000,
};

export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly folder: string;
  readonly sockets: Sockets;
  readonly db: Database;
  readonly consultations: Consultations;
  readonly acme: Callee;
  readonly rooms: Rooms;
  readonly roomKeys: RoomKeys;
  /** What was logged, a JSON object a line. */
  readonly logged: string[];
  /** Stops in an orderly way. Safe to repeat. */
  close(): Promise<void>;
  /** As `kill -9`: nothing is written any more, nobody is told, every connection breaks. */
  kill(): Promise<void>;
}

/**
 * The sockets on a real HTTP server with a real database.
 *
 * A header stands for the sign-in cookie: `x-consultant: dana`; and one for the address.
 *
 * @param folder where the database file is, or is made
 */
export async function startServer(
  folder: string,
  {
    clock = Date.now,
    limits = {},
    port = 0,
    onNoPath = () => {},
    signedIn,
  }: {
    readonly clock?: () => number;
    readonly limits?: Partial<Limits>;
    readonly port?: number;
    readonly onNoPath?: (trouble: PathTrouble) => void;
    /** Who every console is, in want of the header. */
    readonly signedIn?: ConsultantId;
  } = {},
): Promise<TestServer> {
  const database = openDatabase(join(folder, 'test.sqlite'));
  const { db } = database;
  await migrate(db);
  const callees = createCallees(db, clock);
  const acme = (await callees.bySlug(ACME)) ?? (await furnish(callees));

  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (text: string) => void logged.push(text) });
  const server = createServer();
  const connections = new Set<Socket>();
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
  });
  const roomKeys = createRoomKeys('a secret of the tests');
  const settings = { graceMs: GRACE_MS, connectTimeoutMs: CONNECT_TIMEOUT_MS };
  const sockets = attachSockets(server, {
    db,
    log,
    clock,
    ticketSecret: 'a secret of the tests',
    settings: { ...settings, limits: { ...UNLIMITED, ...limits } },
    iceSettings: () => ({ iceServers: [], iceTransportPolicy: 'all' }),
    identify: async (headers) => {
      const signedInAs = headers['x-consultant'] ?? signedIn;
      const consultant = CONSULTANTS.find(({ id }) => id === signedInAs);
      if (consultant === undefined) return null;
      return { consultant, signInId: `sign-in of ${consultant.id}`, expiresAt: Infinity };
    },
    addressOf: ({ headers }) => String(headers['x-address'] ?? '127.0.0.1'),
    isOwnOrigin: (origin, host) => origin === undefined || origin === `http://${host}`,
    callees,
    roomKeys,
    hasRoomForRecording: async () => true,
    onNoPath,
  });
  await sockets.ready;
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const listening = (server.address() as AddressInfo).port;

  let isOpen = true;
  async function shut(): Promise<void> {
    isOpen = false;
    const shutting = new Promise((resolve) => server.close(resolve));
    await sockets.close();
    for (const socket of connections) socket.destroy();
    await shutting;
  }

  return {
    url: `http://127.0.0.1:${listening}`,
    port: listening,
    folder,
    sockets,
    db,
    consultations: createConsultations(db, settings),
    acme,
    rooms: createRooms(db, GRACE_MS),
    roomKeys,
    logged,
    async close() {
      if (!isOpen) return;
      await shut();
      database.close();
    },
    async kill() {
      if (!isOpen) return;
      database.close();
      for (const socket of connections) socket.destroy();
      await shut();
    },
  };
}

async function furnish(callees: ReturnType<typeof createCallees>): Promise<Callee> {
  const acme = await callees.create({ slug: ACME, name: 'Acme Support' }, DANA);
  await callees.addConsultant(acme.id, ERIK);
  await callees.create({ slug: OTHER, name: 'Other Desk' }, FLO);
  return acme;
}
