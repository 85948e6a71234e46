import type { PlaceSecret } from '@peerdesk/protocol';
import type { KnownRoom } from './known-room.ts';

/** Whose places in rooms are this browser's, and in which room this tab is. */
export interface OwnPlace {
  /** The same for every window of this browser: the newest one has the place. */
  readonly secret: PlaceSecret;
  /** The room this tab was in when it was reloaded. */
  readonly inside: () => KnownRoom | null;
  readonly keep: (room: KnownRoom | null) => void;
}

const SECRET = 'peerdesk:own-place';
const INSIDE = 'peerdesk:inside-room';

/** @param storages null where the browser forbids them: then nothing outlives the page */
export function createOwnPlace(storages: {
  readonly browser: Storage | null;
  readonly tab: Storage | null;
}): OwnPlace {
  const { browser, tab } = storages;
  const known = browser?.getItem(SECRET);
  const secret = (known ?? crypto.randomUUID()) as PlaceSecret;
  return {
    secret,
    inside() {
      try {
        return JSON.parse(tab?.getItem(INSIDE) ?? 'null') as KnownRoom | null;
      } catch {
        return null;
      }
    },
    keep(room) {
      if (!room) return tab?.removeItem(INSIDE);
      browser?.setItem(SECRET, secret);
      tab?.setItem(INSIDE, JSON.stringify(room));
    },
  };
}
