import type { Ticket } from '@peerdesk/protocol';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createTickets } from './tickets.ts';

const place = { ticket: 'anns' as Ticket, media: 'audio', name: 'Ann', small: true } as const;

describe('a kept place', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    sessionStorage.clear();
    localStorage.clear();
  });

  it('is there again after a reload, and in another tab', () => {
    createTickets('acme').keep(place);
    expect(createTickets('acme').ofThisTab()).toEqual(place);
    sessionStorage.clear();
    expect(createTickets('acme').ofThisTab()).toBeNull();
    expect(createTickets('acme').ofThisBrowser()).toEqual(place);
  });

  it('is known to be of a call that was lost', () => {
    createTickets('acme').keep({ ...place, ended: 'lost' });
    expect(createTickets('acme').ofThisTab()).toEqual({ ...place, ended: 'lost' });
  });

  it('is another one at another callee', () => {
    createTickets('acme').keep(place);
    expect(createTickets('bakery').ofThisTab()).toBeNull();
  });

  it('is forgotten everywhere', () => {
    const tickets = createTickets('acme');
    tickets.keep(place);
    tickets.forget();
    expect(tickets.ofThisTab()).toBeNull();
    expect(tickets.ofThisBrowser()).toBeNull();
  });

  it.each(['{', 'null', '7', '{"ticket":7}'])('is none when the storage holds %s', (rubbish) => {
    sessionStorage.setItem('acme', rubbish);
    expect(createTickets('acme').ofThisTab()).toBeNull();
  });

  it('is not kept where storage is blocked, and nothing breaks', () => {
    const blocked = {
      getItem() {
        throw new DOMException('blocked', 'SecurityError');
      },
      setItem() {
        throw new DOMException('blocked', 'SecurityError');
      },
      removeItem() {
        throw new DOMException('blocked', 'SecurityError');
      },
    };
    vi.stubGlobal('sessionStorage', blocked);
    vi.stubGlobal('localStorage', blocked);
    const tickets = createTickets('acme');
    tickets.keep(place);
    tickets.forget();
    expect(tickets.ofThisTab()).toBeNull();
  });
});
