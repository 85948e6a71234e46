import type { Media, PlaceSecret, Ticket } from '@peerdesk/protocol';

/** What is needed to take a place in a queue, or in a room, up again. */
export interface KeptPlace<Proof extends Ticket | PlaceSecret = Ticket> {
  readonly ticket: Proof;
  readonly media: Media;
  readonly name: string;
  /** The panel had been made small. */
  readonly small: boolean;
  /**
   * What is left to be taken up of a call that has ended: to call back (`lost`), or its end, for
   * who loads the same page again (`over`).
   */
  readonly ended?: 'lost' | 'over';
}

/**
 * Keeps a place through a reload (this tab's storage) and through a crash or a closed tab (this
 * browser's). Where the browser blocks storage, nothing is kept and nothing breaks.
 */
export function createTickets<Proof extends Ticket | PlaceSecret = Ticket>(key: string) {
  const placeIn = (kept: string | null) => readPlace<Proof>(kept);
  return {
    key,
    keep(place: KeptPlace<Proof>) {
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

export type Tickets<Proof extends Ticket | PlaceSecret = Ticket> = ReturnType<
  typeof createTickets<Proof>
>;

function guarded<Value>(use: () => Value): Value | null {
  try {
    return use();
  } catch {
    return null;
  }
}

function readPlace<Proof extends Ticket | PlaceSecret>(
  kept: string | null,
): KeptPlace<Proof> | null {
  if (kept === null) return null;
  const place = guarded(() => JSON.parse(kept) as Partial<KeptPlace<Proof>> | null);
  if (!place || typeof place.ticket !== 'string') return null;
  return {
    ticket: place.ticket,
    media: place.media === 'audio' ? 'audio' : 'video',
    name: typeof place.name === 'string' ? place.name : '',
    small: place.small === true,
    ...((place.ended === 'lost' || place.ended === 'over') && { ended: place.ended }),
  };
}
