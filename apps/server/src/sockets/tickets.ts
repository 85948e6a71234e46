import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ConsultationId, Ticket } from '@peerdesk/protocol';

export interface Tickets {
  of(consultation: ConsultationId): Ticket;
  /** @returns null when this server did not make this ticket */
  read(ticket: string): ConsultationId | null;
}

/**
 * A ticket is `<consultation id>.<base64url HMAC-SHA256 of it>`: it needs no storing, a repeated
 * join gets the same one, and a copied database opens nothing.
 */
export function createTickets(secret: string): Tickets {
  const sign = (id: string) => createHmac('sha256', secret).update(id).digest('base64url');
  return {
    of: (id) => `${id}.${sign(id)}` as Ticket,
    read(ticket) {
      const [id = '', signature = '', ...rest] = ticket.split('.');
      const given = Buffer.from(signature);
      const right = Buffer.from(sign(id));
      if (rest.length > 0 || given.length !== right.length) return null;
      return timingSafeEqual(given, right) ? (id as ConsultationId) : null;
    },
  };
}
