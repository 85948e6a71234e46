import type {
  CalleeCommands,
  CalleeFacts,
  CallerCommands,
  CallerFacts,
  CallerSetup,
  CallerView,
  ConsultantView,
  ConsultationId,
  DeskView,
  JoinAnswer,
  JoinRequest,
  NextOffer,
  OpenDeskAnswer,
  PathTrouble,
  PreparedOffer,
  RefusalCode,
  RenewRequest,
  Reply,
  SignalMessage,
  StartAnswer,
  Ticket,
} from '@peerdesk/protocol';
import { NAMESPACES } from '@peerdesk/protocol';
import { io, type Socket } from 'socket.io-client';
import { ACME } from './socket-server.ts';

type CallerLink = Socket<CallerFacts, CallerCommands>;
type ConsoleLink = Socket<CalleeFacts, CalleeCommands>;

/** An answer that has not come by then never comes. */
export const PATIENCE_MS = 5000;

export const OPTIONS = { transports: ['websocket'], forceNew: true, reconnection: false };

/** A page of a caller: a real connection, and what it was told last. */
export interface CallerPage {
  readonly socket: CallerLink;
  view: CallerView | null;
  ticket: Ticket | null;
  moved: boolean;
  stopping: boolean;
  readonly signals: SignalMessage[];
  readonly positions: number[];
  join(request?: JoinRequest): Promise<Reply<JoinAnswer>>;
  /** @returns the refusal's code, or null */
  prepare(offer: PreparedOffer): Promise<RefusalCode | null>;
  describe(setup: CallerSetup): Promise<RefusalCode | null>;
  hangUp(): Promise<Reply<{ reason: string }>>;
  connected(generation: number): Promise<RefusalCode | null>;
  /** @param trouble the code of a reason */
  renew(generation: number, trouble?: string): Promise<RefusalCode | null>;
  signal(message: SignalMessage): void;
  id(): ConsultationId;
  /** The connection breaks without a word. */
  drop(): void;
  close(): void;
}

/** A window of a consultant's console. */
export interface ConsoleWindow {
  readonly socket: ConsoleLink;
  view: ConsultantView | null;
  desk: DeskView | null;
  available: boolean | null;
  moved: number;
  stopping: boolean;
  readonly signals: SignalMessage[];
  /** The last one; undefined when there never was one. */
  nextOffer: NextOffer | null | undefined;
  /** @param pageId which page this is a connection of, if that is to be said */
  open(
    holding?: { consultation: ConsultationId; generation: number } | null,
    pageId?: string,
  ): Promise<Reply<OpenDeskAnswer>>;
  start(consultation?: ConsultationId): Promise<Reply<StartAnswer>>;
  takeOver(): Promise<Reply<{ consultation: ConsultantView }>>;
  decline(consultation: ConsultationId, message?: string): Promise<RefusalCode | null>;
  setAvailable(available: boolean): Promise<RefusalCode | null>;
  connected(generation: number): Promise<RefusalCode | null>;
  /** @param trouble the code of a reason */
  renew(generation: number, trouble?: string): Promise<RefusalCode | null>;
  hangUp(consultation?: ConsultationId): Promise<Reply<{ reason: string }>>;
  signal(message: SignalMessage): void;
  drop(): void;
  close(): void;
}

/** Opens the connection of a caller's page; it has not joined yet. @throws the handshake's error */
export async function openCaller(
  url: string,
  {
    name = 'Ann',
    auth = { callee: ACME },
    headers = {},
  }: { name?: string; auth?: object; headers?: Record<string, string> } = {},
): Promise<CallerPage> {
  const socket: CallerLink = io(url + NAMESPACES.caller, {
    ...OPTIONS,
    auth: { ...auth },
    extraHeaders: headers,
  });
  const page: CallerPage = {
    socket,
    view: null,
    ticket: null,
    moved: false,
    stopping: false,
    signals: [],
    positions: [],
    join: (request = { name }) =>
      answerTo<JoinAnswer>(
        (late) => socket.timeout(PATIENCE_MS).emit('joinCaller', request, late),
        ({ ticket, consultation }) => {
          page.ticket = ticket;
          see(consultation);
        },
      ),
    prepare: async (offer) =>
      codeOf(await socket.timeout(PATIENCE_MS).emitWithAck('prepareOffer', offer)),
    describe: async (setup) =>
      codeOf(await socket.timeout(PATIENCE_MS).emitWithAck('describeSetup', setup)),
    hangUp: () => socket.timeout(PATIENCE_MS).emitWithAck('hangUp', {}),
    connected: async (generation) =>
      codeOf(await socket.timeout(PATIENCE_MS).emitWithAck('connected', { generation })),
    renew: async (generation, trouble) =>
      codeOf(
        await socket.timeout(PATIENCE_MS).emitWithAck('renew', renewalOf(generation, trouble)),
      ),
    signal: (message) => void socket.emit('signal', message),
    id() {
      if (page.view === null) throw new Error(`${name} has not joined`);
      return page.view.id;
    },
    drop: () => breakConnection(socket),
    close: () => void socket.disconnect(),
  };
  const see = (view: CallerView) => {
    page.view = view;
    if (view.phase === 'waiting') page.positions.push(view.position);
  };
  socket.on('consultationChanged', see);
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

/** A caller who has joined. */
export async function call(url: string, name: string, request: JoinRequest = {}) {
  const page = await openCaller(url, { name });
  const reply = await page.join({ name, ...request });
  if (!reply.ok) throw new Error(`${name} could not join: ${reply.error.code}`);
  return page;
}

/** A caller who comes back with the ticket, from a page of its own. */
export async function comeBack(url: string, ticket: Ticket): Promise<CallerPage> {
  const page = await openCaller(url);
  const reply = await page.join({ ticket });
  if (!reply.ok) throw new Error(`could not come back: ${reply.error.code}`);
  return page;
}

/** Opens a console's window; its desk is not open yet. @throws the handshake's error */
export async function openConsole(
  url: string,
  consultant: string,
  headers: Record<string, string> = {},
): Promise<ConsoleWindow> {
  const socket: ConsoleLink = io(url + NAMESPACES.callee, {
    ...OPTIONS,
    extraHeaders: { 'x-consultant': consultant, ...headers },
  });
  const page: ConsoleWindow = {
    socket,
    view: null,
    desk: null,
    available: null,
    moved: 0,
    stopping: false,
    signals: [],
    nextOffer: undefined,
    open(holding, pageId) {
      const request = {
        callee: ACME,
        ...(holding && { holding }),
        ...(pageId && { page: pageId }),
      };
      return answerTo<OpenDeskAnswer>(
        (late) => socket.timeout(PATIENCE_MS).emit('openDesk', request, late),
        ({ desk, available, consultation }) => {
          page.desk = desk;
          page.available = available;
          page.view = consultation;
        },
      );
    },
    start(consultation) {
      const request = { callee: ACME, ...(consultation && { consultation }) };
      return answerTo<StartAnswer>(
        (late) => socket.timeout(PATIENCE_MS).emit('startConsulting', request, late),
        see,
      );
    },
    takeOver: () =>
      answerTo<{ consultation: ConsultantView }>(
        (late) => socket.timeout(PATIENCE_MS).emit('takeOver', {}, late),
        see,
      ),
    decline: async (consultation, message = '') =>
      codeOf(await socket.timeout(PATIENCE_MS).emitWithAck('decline', { consultation, message })),
    setAvailable: async (available) =>
      codeOf(await socket.timeout(PATIENCE_MS).emitWithAck('setAvailable', { available })),
    connected: async (generation) =>
      codeOf(await socket.timeout(PATIENCE_MS).emitWithAck('connected', { generation })),
    renew: async (generation, trouble) =>
      codeOf(
        await socket.timeout(PATIENCE_MS).emitWithAck('renew', renewalOf(generation, trouble)),
      ),
    hangUp: (consultation) =>
      socket.timeout(PATIENCE_MS).emitWithAck('hangUp', { ...(consultation && { consultation }) }),
    signal: (message) => void socket.emit('signal', message),
    drop: () => breakConnection(socket),
    close: () => void socket.disconnect(),
  };
  const see = ({ consultation }: { readonly consultation: ConsultantView }) => {
    page.view = consultation;
  };
  socket.on('consultationChanged', (consultation) => see({ consultation }));
  socket.on('deskChanged', (desk) => {
    page.desk = desk;
  });
  socket.on('availableChanged', (available) => {
    page.available = available;
  });
  socket.on('nextOffered', (offer) => {
    page.nextOffer = offer;
  });
  socket.on('signal', (message) => page.signals.push(message));
  socket.on('moved', () => {
    page.moved += 1;
  });
  socket.on('stopping', () => {
    page.stopping = true;
  });
  await connected(socket);
  return page;
}

/** A consultant at the desk. */
export async function answerAt(url: string, consultant: string): Promise<ConsoleWindow> {
  const window = await openConsole(url, consultant);
  const reply = await window.open();
  if (!reply.ok) throw new Error(`${consultant} could not open the desk: ${reply.error.code}`);
  return window;
}

const renewalOf = (generation: number, code: string | undefined): RenewRequest => ({
  generation,
  ...(code !== undefined && { trouble: { code } as PathTrouble }),
});

export const codeOf = (reply: Reply): RefusalCode | null => (reply.ok ? null : reply.error.code);

/**
 * Asks, and takes the answer in at once: whoever does it after an `await` may do so after a fact
 * that came later.
 */
export function answerTo<Answer extends object>(
  ask: (answered: (error: Error | null, reply: Reply<Answer>) => void) => unknown,
  take: (answer: Answer) => void,
): Promise<Reply<Answer>> {
  return new Promise((resolve, reject) => {
    ask((error, reply) => {
      if (error) return reject(error);
      if (reply.ok) take(reply);
      resolve(reply);
    });
  });
}

/** Socket.IO's own events, which both namespaces share. */
interface Connecting {
  on(name: 'connect', listener: () => void): unknown;
  on(name: 'connect_error', listener: (error: Error) => void): unknown;
  disconnect(): unknown;
}

export function connected(socket: Connecting): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.on('connect', resolve);
    socket.on('connect_error', (error) => {
      socket.disconnect();
      reject(error);
    });
  });
}

/** Ends the stream below Socket.IO, so that no farewell is sent. */
export function breakConnection(socket: {
  readonly io: { readonly engine: { close(): unknown } };
}): void {
  socket.io.engine.close();
}
