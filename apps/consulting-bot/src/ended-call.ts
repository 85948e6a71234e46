import { ENDED_KEY } from '@peerdesk/call';
import type { Ticket } from '@peerdesk/protocol';
import type { KeptPlace } from './tickets.ts';

/** The server takes feedback for as long. */
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Has this tab, and no other, come back to the end of a call after a reload, for a day from when it
 * was first shown; the store forgets it when it is left. It is loaded with that end, so that nobody
 * waits for it before. Where the browser blocks storage, nothing is kept and nothing breaks.
 *
 * @param key under which this tab keeps a place
 */
export function keepEnd(key: string, ticket: Ticket, now: number): void {
  const place: KeptPlace = { ticket, media: 'video', name: '', small: false, ended: 'over' };
  try {
    // There already is what one calls back with.
    if (sessionStorage.getItem(key) !== null) return;
    if (now - firstShown(ticket, now) < DAY_MS) sessionStorage.setItem(key, JSON.stringify(place));
  } catch {
    // Storage is blocked, or full.
  }
}

function firstShown(ticket: Ticket, now: number): number {
  const [id] = ticket.split('.');
  const [known, since] = (sessionStorage.getItem(ENDED_KEY) ?? '').split(' ');
  if (known === id) return Number(since);
  sessionStorage.setItem(ENDED_KEY, `${id} ${now}`);
  return now;
}
