import type { Media, Ticket } from '@peerdesk/protocol';

/** What is needed to take a place up again. */
export interface KeptPlace {
  readonly ticket: Ticket;
  readonly media: Media;
  readonly name: string;
  /** The panel had been made small. */
  readonly small: boolean;
}

/**
 * Keeps a place through a reload (this tab's storage) and through a crash or a closed tab (this
 * browser's). Where the browser blocks storage, nothing is kept and nothing breaks.
 */
export function createTickets(key: string) {
  return {
    keep(place: KeptPlace) {
      const kept = JSON.stringify(place);
      guarded(() => sessionStorage.setItem(key, kept));
      guarded(() => localStorage.setItem(key, kept));
    },
    forget() {
      guarded(() => sessionStorage.removeItem(key));
      guarded(() => localStorage.removeItem(key));
    },
    /** The place of this tab: taken up without being asked. */
    ofThisTab: () => placeIn(guarded(() => sessionStorage.getItem(key))),
    /** The place of this browser: taken up when the person opens the panel. */
    ofThisBrowser: () => placeIn(guarded(() => localStorage.getItem(key))),
  };
}

export type Tickets = ReturnType<typeof createTickets>;

function guarded<Value>(use: () => Value): Value | null {
  try {
    return use();
  } catch {
    return null;
  }
}

function placeIn(kept: string | null): KeptPlace | null {
  if (kept === null) return null;
  const place = guarded(() => JSON.parse(kept) as Partial<KeptPlace> | null);
  if (!place || typeof place.ticket !== 'string') return null;
  return {
    ticket: place.ticket,
    media: place.media === 'audio' ? 'audio' : 'video',
    name: typeof place.name === 'string' ? place.name : '',
    small: place.small === true,
  };
}
