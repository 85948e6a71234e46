import { PROTOCOL_VERSION } from '@peerdesk/protocol';
import type { Logger } from 'pino';
import { Refusal } from '../consultation/refusal.ts';

/**
 * A namespace's doorkeeper. A refusal reaches the client as the `data` of its `connect_error`.
 *
 * @param read who it is, from the handshake; throws a {@link Refusal} for those who must not come in
 */
export function admit<Standing, Connection extends { data: Standing }>(
  read: (socket: Connection) => Promise<Standing>,
  log: Logger,
): (socket: Connection, next: (error?: Error) => void) => void {
  async function decide(socket: Connection): Promise<Error | undefined> {
    try {
      socket.data = await read(socket);
      return undefined;
    } catch (error) {
      if (error instanceof Refusal) return connectError(error);
      log.error({ err: error }, 'a handshake failed');
      return connectError(new Refusal('internal'));
    }
  }

  async function answer(socket: Connection, next: (error?: Error) => void): Promise<void> {
    next(await decide(socket));
  }

  return (socket, next) => void answer(socket, next);
}

/** Without a version the present one is meant. @throws {Refusal} `protocol_version` */
export function requireVersion(version: number | undefined): void {
  if (version !== undefined && version !== PROTOCOL_VERSION) throw new Refusal('protocol_version');
}

function connectError({ code, message }: Refusal): Error {
  return Object.assign(new Error(code), { data: { code, message } });
}
