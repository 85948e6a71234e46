import { forgetCall } from '@peerdesk/call';
import type { Ticket } from '@peerdesk/protocol';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { keepEnd } from './ended-call.ts';
import { createTickets } from './tickets.ts';

const acme = 'peerdesk:acme';
const anns = 'ann.proof' as Ticket;
const DAY_MS = 86_400_000;
const tickets = createTickets(acme);

function blocked(): never {
  throw new DOMException('blocked', 'SecurityError');
}

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
  localStorage.clear();
});

describe('the end of a call', () => {
  it('is what this tab comes back to, and no other', () => {
    keepEnd(acme, anns, 0);
    expect(tickets.ofThisTab()).toMatchObject({ ticket: anns, ended: 'over' });
    expect(tickets.ofThisBrowser()).toBeNull();
  });

  it('is nothing any more a day after it was first shown, however often it was shown again', () => {
    keepEnd(acme, anns, 0);
    // Taken up after a reload, it is forgotten first and then kept again.
    tickets.forget();
    keepEnd(acme, anns, DAY_MS - 1);
    expect(tickets.ofThisTab()?.ticket).toBe(anns);
    tickets.forget();
    keepEnd(acme, anns, DAY_MS);
    expect(tickets.ofThisTab()).toBeNull();
    keepEnd(acme, 'next.proof' as Ticket, DAY_MS);
    expect(tickets.ofThisTab()?.ticket).toBe('next.proof');
  });

  it('leaves nothing in this tab once it has been left', () => {
    keepEnd(acme, anns, 0);
    tickets.forget();
    forgetCall();
    expect(sessionStorage).toHaveLength(0);
  });

  it('leaves alone what one calls back with, and the place of a new consultation', () => {
    const lost = {
      ticket: anns,
      media: 'audio',
      name: 'Ann',
      small: false,
      ended: 'lost',
    } as const;
    tickets.keep(lost);
    keepEnd(acme, anns, 0);
    expect(tickets.ofThisTab()).toEqual(lost);

    const next = { ticket: 'next' as Ticket, media: 'video', name: 'Ann', small: false } as const;
    tickets.keep(next);
    keepEnd(acme, anns, 0);
    expect(tickets.ofThisTab()).toEqual(next);
  });

  it('is not kept where storage is blocked, and nothing breaks', () => {
    vi.stubGlobal('sessionStorage', { getItem: blocked, setItem: blocked, removeItem: blocked });
    keepEnd(acme, anns, 0);
    expect(tickets.ofThisTab()).toBeNull();
  });
});
