import type { CalleeSlug, Ticket } from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import { linkOf, placeIn } from './place-link.ts';

const acme = { server: 'https://desk.example', callee: 'acme-support' as CalleeSlug };
const ticket = '0193-abc.a+b/c=' as Ticket;

describe('the link to another browser', () => {
  it('brings the place along, out of every server’s sight', () => {
    const link = new URL(linkOf(acme, { ticket, media: 'audio' }));
    expect(link.pathname).toBe('/c/acme-support');
    expect(link.search).toBe('');
    expect(placeIn(link.hash)).toEqual({ ticket, media: 'audio', name: '', small: false });
  });

  it('is only the desk’s address while there is no place', () => {
    expect(linkOf(acme, null)).toBe('https://desk.example/c/acme-support');
  });

  it('is no place for any other fragment', () => {
    expect(placeIn('')).toBeNull();
    expect(placeIn('#reviews')).toBeNull();
    expect(placeIn('#ticket=')).toBeNull();
  });
});
