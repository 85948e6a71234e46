// A real Socket.IO server for the tests of this package, that answers as a test tells it to.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RefusalCode } from '@peerdesk/protocol';
import { Server, type Socket } from 'socket.io';

/** What a command is answered with; `silence` never answers. */
export type Script = (
  request: Readonly<Record<string, unknown>>,
  socket: Socket,
) => object | RefusalCode | 'silence';

export interface ScriptedServer {
  /** Its origin. */
  readonly url: string;
  /** Every command and signal that came, in order. */
  readonly heard: { readonly name: string; readonly request: Record<string, unknown> }[];
  /** What was said in each handshake. */
  readonly handshakes: Record<string, unknown>[];
  /** Who is connected now. */
  sockets(): readonly Socket[];
  /** How a command is answered from now on; `{}` until told otherwise. */
  on(name: string, script: Script): void;
  /** Refuses every handshake from now on, or none. */
  refuse(code: RefusalCode | null): void;
  /** Goes away as a killed process does. */
  stop(): Promise<void>;
  /** Comes back at the same address. */
  start(): Promise<void>;
}

/** @param transports where long polling is all there is, several messages arrive in one */
export async function startScriptedServer(
  namespace: string,
  transports: readonly ('polling' | 'websocket')[] = ['polling', 'websocket'],
): Promise<ScriptedServer> {
  const heard: ScriptedServer['heard'] = [];
  const handshakes: ScriptedServer['handshakes'] = [];
  const scripts = new Map<string, Script>();
  let refusal: RefusalCode | null = null;
  let port = 0;
  let io: Server;

  async function start(): Promise<void> {
    const http = createServer();
    io = new Server(http, { transports: [...transports] });
    io.of(namespace)
      .use((socket, next) => {
        handshakes.push(socket.handshake.auth);
        next(refusal ? Object.assign(new Error(refusal), { data: { code: refusal } }) : undefined);
      })
      .on('connection', (socket) => {
        socket.onAny((name: string, request: Record<string, unknown>, ack: unknown) => {
          heard.push({ name, request });
          const answer = scripts.get(name)?.(request, socket) ?? {};
          if (answer === 'silence' || typeof ack !== 'function') return;
          ack(
            typeof answer === 'string'
              ? { ok: false, error: { code: answer, message: '' } }
              : { ok: true, ...answer },
          );
        });
      });
    await new Promise<void>((resolve) => {
      http.listen(port, '127.0.0.1', resolve);
    });
    port = (http.address() as AddressInfo).port;
  }

  await start();
  return {
    url: `http://127.0.0.1:${port}`,
    heard,
    handshakes,
    sockets: () => [...io.of(namespace).sockets.values()],
    on: (name, script) => void scripts.set(name, script),
    refuse(code) {
      refusal = code;
    },
    stop: () => io.close(),
    start,
  };
}
