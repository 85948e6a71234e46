import type { MadeRoom, RoomId, RoomKey } from '@peerdesk/protocol';

/** Enough of a room to enter it. */
export interface KnownRoom {
  readonly id: RoomId;
  readonly key: RoomKey;
  /** May be empty. */
  readonly title: string;
}

/** What entering it takes; its key is what its link ends in. */
export function knownRoom({ id, url, title }: MadeRoom): KnownRoom {
  return { id, key: url.slice(url.lastIndexOf('/') + 1) as RoomKey, title };
}
