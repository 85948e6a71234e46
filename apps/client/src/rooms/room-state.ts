import type { MadeRoom } from '@peerdesk/protocol';

/** What the list says of a room: whether it is open, and if so, who is inside. */
export type RoomState = Exclude<MadeRoom['openness'], 'open'> | 'nobody' | 'one' | 'two';

export function stateOf({ openness, inside }: Pick<MadeRoom, 'openness' | 'inside'>): RoomState {
  // Two who talk may finish after its time.
  if (inside === 2) return 'two';
  if (openness !== 'open') return openness;
  return inside === 1 ? 'one' : 'nobody';
}

/** Nobody will ever enter it again. */
export function isPast({ openness }: Pick<MadeRoom, 'openness'>): boolean {
  return openness !== 'open' && openness !== 'not_yet';
}
