import type { SignalMessage } from '@peerdesk/protocol';
import { schemas } from '@peerdesk/protocol/schemas';
import type { CalleeSocket, CallerSocket } from './connections.ts';
import type { Presence, Seat } from './presence.ts';
import { isShallow } from './shallow.ts';

/**
 * Passes signals to the other party of the sender's own consultation, or to nobody. They are
 * never looked into, kept or logged, and never wait for the database.
 */
export function createRelay(presence: Presence) {
  /** The seat that a signal is for, if it is of its call and its present generation. */
  function read(raw: unknown): { seat: Seat; message: SignalMessage } | null {
    const parsed = schemas.signal.safeParse(raw);
    if (!parsed.success || !isShallow(parsed.data.signal)) return null;
    const seat = presence.seat(parsed.data.consultation);
    if (seat === undefined || seat.generation !== parsed.data.generation) return null;
    if (seat.phase !== 'connecting' && seat.phase !== 'active') return null;
    return { seat, message: parsed.data };
  }

  return {
    fromCaller(socket: CallerSocket, raw: unknown): void {
      const found = read(raw);
      if (found?.seat.caller === socket) found.seat.holder?.emit('signal', found.message);
    },

    fromConsultant(socket: CalleeSocket, raw: unknown): void {
      const found = read(raw);
      if (found?.seat.holder === socket) found.seat.caller?.emit('signal', found.message);
    },
  };
}
