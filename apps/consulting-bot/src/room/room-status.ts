import type { RefusalCode, RoomKey, RoomOpenness, RoomStatus } from '@peerdesk/protocol';

/** What the server says of the room before anyone enters. */
export type RoomKnown =
  | { readonly phase: 'asking' }
  | { readonly phase: 'known'; readonly status: RoomStatus }
  | { readonly phase: 'unknown' }
  | { readonly phase: 'unreachable' };

/** Why there is no way in. */
export type Shut = 'unknown' | Exclude<RoomOpenness, 'open'>;

/** Never rejects: what went wrong is part of the answer. */
export async function askRoom(room: RoomKey): Promise<RoomKnown> {
  try {
    const response = await fetch(`/api/v1/rooms/${encodeURIComponent(room)}`);
    if (response.status === 404) return { phase: 'unknown' };
    if (!response.ok) return { phase: 'unreachable' };
    return { phase: 'known', status: (await response.json()) as RoomStatus };
  } catch {
    return { phase: 'unreachable' };
  }
}

/** @returns null while one may enter, or while that is not known */
export function shutOf(known: RoomKnown): Shut | null {
  if (known.phase === 'unknown') return 'unknown';
  if (known.phase !== 'known') return null;
  const { openness } = known.status;
  return openness === 'open' ? null : openness;
}

/** Refusals that are about the room itself; the others are about the moment. */
const SHUT_BY: Partial<Record<RefusalCode, Shut>> = {
  unknown_room: 'unknown',
  room_not_open: 'not_yet',
  room_expired: 'expired',
  room_revoked: 'revoked',
  room_used: 'used',
};

export const shutBy = (code: RefusalCode): Shut | null => SHUT_BY[code] ?? null;
