import type { CallerSetup, ConsultationId } from '@peerdesk/protocol';
import type { CallerSocket } from './connections.ts';
import type { Desks } from './desks.ts';
import type { Presence } from './presence.ts';

/**
 * Notes how a caller's browser has described itself. It belongs to the connection: a page that
 * comes back describes itself anew, and nothing is left when it is gone.
 */
export function noteSetup(
  socket: CallerSocket,
  id: ConsultationId,
  setup: CallerSetup,
  { presence, desks }: { readonly presence: Presence; readonly desks: Desks },
): void {
  const seat = presence.seat(id);
  // What has moved to another page describes nothing any more; repetitions are no news to anybody.
  if (seat?.caller !== socket || isSame(seat.setup, setup)) return;
  seat.setup = setup;
  if (seat.phase === 'waiting') desks.request(seat.calleeId);
}

function isSame(before: CallerSetup | null, after: CallerSetup): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}
