import type {
  EnterAnswer,
  PlaceSecret,
  RefusalCode,
  Reply,
  RoomCommands,
  RoomFacts,
  RoomId,
  RoomKey,
  RoomSignal,
  RoomTerms,
  RoomView,
} from '@peerdesk/protocol';
import { NAMESPACES } from '@peerdesk/protocol';
import { io, type Socket } from 'socket.io-client';
import { answerTo, breakConnection, codeOf, connected, OPTIONS, PATIENCE_MS } from './pages.ts';
import { DANA, type TestServer } from './socket-server.ts';

/** A room's page: a real connection, and what it was told last. */
export interface RoomPage {
  readonly socket: Socket<RoomFacts, RoomCommands>;
  view: RoomView | null;
  moved: boolean;
  stopping: boolean;
  readonly signals: RoomSignal[];
  enter(holding?: number): Promise<Reply<EnterAnswer>>;
  ask(
    command: 'admit' | 'decline' | 'connected' | 'renew',
    generation: number,
  ): Promise<RefusalCode | null>;
  leave(): Promise<RefusalCode | null>;
  signal(message: RoomSignal): void;
  /** The connection breaks without a word. */
  drop(): void;
  close(): void;
}

const OPEN_TERMS: RoomTerms = {
  title: '',
  opensAt: null,
  closesAt: null,
  once: false,
  knock: false,
};

/** Dana makes a room. */
export async function makeRoom(
  { rooms, roomKeys, acme }: TestServer,
  terms: Partial<RoomTerms> = {},
): Promise<{ readonly id: RoomId; readonly key: RoomKey }> {
  const owners = { calleeId: acme.id, madeBy: DANA.id };
  const { id } = await rooms.make({ ...OPEN_TERMS, ...terms, ...owners }, Date.now());
  return { id, key: roomKeys.of(id) };
}

/** The same for every page of this person's browser. */
export const placeOfBrowser = (name: string) =>
  name.replaceAll(' ', '-').padEnd(32, '_') as PlaceSecret;

/** Opens the connection of a room's page; nobody has entered yet. @throws the handshake's error */
export async function openRoomPage(
  url: string,
  key: RoomKey,
  name: string,
  headers: Record<string, string> = {},
  as?: 'consultant',
): Promise<RoomPage> {
  const socket: Socket<RoomFacts, RoomCommands> = io(url + NAMESPACES.room, {
    ...OPTIONS,
    auth: { room: key, ...(as && { as }) },
    extraHeaders: headers,
  });
  const page: RoomPage = {
    socket,
    view: null,
    moved: false,
    stopping: false,
    signals: [],
    enter(holding) {
      const request = { name, place: placeOfBrowser(name), ...(holding && { holding }) };
      return answerTo<EnterAnswer>(
        (late) => socket.timeout(PATIENCE_MS).emit('enterRoom', request, late),
        ({ room }) => {
          page.view = room;
        },
      );
    },
    ask: async (command, generation) =>
      codeOf(await socket.timeout(PATIENCE_MS).emitWithAck(command, { generation })),
    leave: async () => codeOf(await socket.timeout(PATIENCE_MS).emitWithAck('leaveRoom', {})),
    signal: (message) => void socket.emit('signal', message),
    drop: () => breakConnection(socket),
    close: () => void socket.disconnect(),
  };
  socket.on('roomChanged', (view) => {
    page.view = view;
  });
  socket.on('signal', (message) => page.signals.push(message));
  socket.on('moved', () => {
    page.moved = true;
  });
  socket.on('stopping', () => {
    page.stopping = true;
  });
  await connected(socket);
  return page;
}

/** A consultant, in the room as one. The header stands for the sign-in cookie. */
export async function enterAsConsultant(
  url: string,
  key: RoomKey,
  consultant: string,
  holding?: number,
): Promise<RoomPage> {
  const page = await openRoomPage(
    url,
    key,
    consultant,
    { 'x-consultant': consultant },
    'consultant',
  );
  const reply = await page.enter(holding);
  if (!reply.ok) throw new Error(`${consultant} could not enter: ${reply.error.code}`);
  return page;
}

/** A page that is inside. @throws when it may not enter */
export async function enterRoom(
  url: string,
  key: RoomKey,
  name: string,
  holding?: number,
): Promise<RoomPage> {
  const page = await openRoomPage(url, key, name);
  const reply = await page.enter(holding);
  if (!reply.ok) throw new Error(`${name} could not enter: ${reply.error.code}`);
  return page;
}
