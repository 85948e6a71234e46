import type { EndedView, RefusalCode, Reply } from '@peerdesk/protocol';
import { io } from 'socket.io-client';
import type { Link as LinkState } from './contract.ts';
import {
  type AnswerOf,
  type Asking,
  askOnce,
  askUntilAnswered,
  isPassing,
  type RequestOf,
} from './request.ts';

const GREETING_MS = 10_000;
/** Before knocking again at a server that sent us away without a reason that lasts. */
const KNOCK_MS = 1000;
/** In this time a path that is lost by a change of network is noticed. */
const NEW_MS = 8000;
/** An answer takes a fraction of it, also over a slow network. */
const PROOF_MS = 2000;
/** Messages kept while the server is out of reach. */
const UNTOLD_LIMIT = 64;

/** A live link to the server: it comes back by itself, and introduces itself each time. */
export interface Link<Commands> {
  open(): void;
  /** What is being asked gets no answer any more. Safe to repeat. */
  close(): void;
  /** See {@link askOnce}. */
  askOnce<Name extends keyof Commands & string>(
    name: Name,
    request: RequestOf<Commands[Name]>,
    take?: (reply: Reply<AnswerOf<Commands[Name]>>) => void,
    onSent?: () => void,
  ): Promise<Reply<AnswerOf<Commands[Name]>> | null>;
  /** See {@link askUntilAnswered}. */
  askUntilAnswered<Name extends keyof Commands & string>(
    name: Name,
    request: RequestOf<Commands[Name]>,
    wanted: () => boolean,
  ): Promise<Reply<AnswerOf<Commands[Name]>> | null>;
  /** Made anew within the last seconds: the network may be another one. */
  isNew(): boolean;
  /**
   * Asks what changes nothing: without an answer the connection is as dead as whatever raised the
   * doubt, and is made anew long before the server's silence would say so.
   */
  prove<Name extends keyof Commands & string>(name: Name, request: RequestOf<Commands[Name]>): void;
  /** Says what gets no answer; kept while the server is out of reach. */
  tell<Name extends keyof Commands & string>(name: Name, message: RequestOf<Commands[Name]>): void;
}

export interface LinkOptions<Facts, Commands, Greeting extends keyof Commands & string> {
  /** The server's origin, empty for the page's own, and the namespace. */
  readonly address: string;
  /** Read anew for every connection. */
  readonly auth: () => object;
  /** The command that introduces this page; the others wait until it is answered. */
  readonly greeting: Greeting;
  readonly greet: () => RequestOf<Commands[Greeting]>;
  readonly onGreeted: (answer: AnswerOf<Commands[Greeting]>) => void;
  readonly onLink: (link: LinkState) => void;
  /** The server said no for good. The link is closed. */
  readonly onRefused: (code: RefusalCode, ended: EndedView | null) => void;
  readonly facts: Facts;
}

/** Starts closed. */
export function createLink<
  Facts extends object,
  Commands,
  Greeting extends keyof Commands & string,
>(options: LinkOptions<Facts, Commands, Greeting>): Link<Commands> {
  const socket = io(options.address, {
    autoConnect: false,
    // Two sessions on one page are two connections: what happens to one is not the other's.
    forceNew: true,
    auth: (give) => give(options.auth()),
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 300,
    reconnectionDelayMax: 2000,
    randomizationFactor: 0.5,
    timeout: 8000,
  });
  let open = false;
  let greeted = false;
  let waiting: (() => void)[] = [];
  let untold: (() => void)[] = [];
  let knock: ReturnType<typeof setTimeout> | undefined;
  /** Null before the first greeting. */
  let greetedAt: number | null = null;
  let isFirst = true;
  /** The connection that has to show that it is alive. */
  let doubted: string | undefined;

  const asking: Asking = {
    emit: (name, request, timeoutMs, take) =>
      new Promise((resolve, reject) => {
        socket.timeout(timeoutMs).emit(name, request, (error: Error | null, answer: unknown) => {
          if (error) return reject(error);
          take?.(answer);
          resolve(answer);
        });
      }),
    ready: () =>
      greeted || !open
        ? null
        : new Promise((resolve) => {
            waiting.push(resolve);
          }),
  };

  function wake() {
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  }

  /** Many pages are sent away at once; they must not come back at once. */
  function later(act: () => void) {
    clearTimeout(knock);
    knock = setTimeout(act, KNOCK_MS * (1 + Math.random()));
  }

  function connect() {
    // `connect` alone waits out the present delay between two attempts; `disconnect` ends it.
    socket.disconnect();
    if (open) socket.connect();
  }

  function refuse(code: RefusalCode, ended: EndedView | null = null) {
    close();
    options.onRefused(code, ended);
  }

  async function greet() {
    const connection = socket.id;
    const isPresent = () => open && socket.id === connection;
    try {
      await asking.emit(options.greeting, options.greet(), GREETING_MS, (reply) => {
        if (isPresent()) beGreeted(reply as Reply<AnswerOf<Commands[Greeting]>>);
      });
    } catch {
      if (isPresent()) later(() => void greet());
    }
  }

  function beGreeted(reply: Reply<AnswerOf<Commands[Greeting]>>) {
    if (!reply.ok && isPassing(reply.error.code)) return later(() => void greet());
    if (!reply.ok) return refuse(reply.error.code, reply.error.ended);
    greeted = true;
    isFirst = greetedAt === null;
    greetedAt = Date.now();
    options.onLink('up');
    options.onGreeted(reply);
    wake();
    for (const tell of untold.splice(0)) tell();
  }

  socket.on('connect', () => void greet());
  socket.on('disconnect', (reason) => {
    greeted = false;
    if (!open) return;
    options.onLink('down');
    // Socket.IO comes back by itself after everything but this.
    if (reason === 'io server disconnect') later(connect);
  });
  socket.on('connect_error', (error) => {
    if (!open) return;
    const code = codeOf(error);
    if (code && !isPassing(code)) return refuse(code);
    options.onLink('down');
    if (!socket.active) later(connect);
  });
  for (const [fact, listener] of Object.entries(options.facts)) socket.on(fact, listener);

  // The browser's word that there is a network again means the old connection is gone, even if
  // nobody has noticed yet; and nobody should wait who is looking at the page.
  const onOnline = () => connect();
  const onVisible = () => {
    if (!document.hidden && !socket.connected) connect();
  };
  const page = typeof window === 'undefined' ? null : window;

  function close() {
    open = false;
    greeted = false;
    clearTimeout(knock);
    untold = [];
    page?.removeEventListener('online', onOnline);
    page?.document.removeEventListener('visibilitychange', onVisible);
    socket.disconnect();
    wake();
  }

  return {
    open() {
      if (open) return;
      open = true;
      page?.addEventListener('online', onOnline);
      page?.document.addEventListener('visibilitychange', onVisible);
      socket.connect();
    },
    close,
    askOnce: (name, request, take, onSent) => askOnce(asking, name, request, take, onSent),
    askUntilAnswered: (name, request, wanted) =>
      askUntilAnswered(asking, name, request, () => open && wanted()),
    isNew: () => greetedAt !== null && !isFirst && Date.now() - greetedAt < NEW_MS,
    prove(name, request) {
      const connection = socket.id;
      if (!greeted || doubted === connection) return;
      doubted = connection;
      const decide = (error: Error | null) => {
        if (doubted === connection) doubted = undefined;
        if (error && socket.id === connection) connect();
      };
      socket.timeout(PROOF_MS).emit(name, request, decide);
    },
    tell(name, message) {
      const tell = () => socket.emit(name, message);
      if (greeted) tell();
      else if (untold.length < UNTOLD_LIMIT) untold.push(tell);
    },
  };
}

/** A handshake is refused with a code; a network that fails has none. */
function codeOf(error: Error): RefusalCode | null {
  const data = 'data' in error ? error.data : null;
  return typeof data === 'object' && data !== null && 'code' in data
    ? (data.code as RefusalCode)
    : null;
}
