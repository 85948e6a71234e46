import type { ConsultationId, JoinRequest, Ticket } from '@peerdesk/protocol';
import type { Browser } from './browser.ts';
import { call, openConsole } from './pages.ts';
import type { WholeServer } from './whole-server.ts';

export interface Consulted {
  readonly id: ConsultationId;
  readonly ticket: Ticket;
}

/** Somebody calls, is connected with a consultant, and hangs up. */
export async function consult(
  server: Pick<WholeServer, 'url'>,
  consultant: Browser,
  request: JoinRequest & { readonly name: string },
  during: (consultation: Consulted) => Promise<void> = async () => {},
): Promise<Consulted> {
  const caller = await call(server.url, request.name, request);
  const desk = await openConsole(server.url, '', { cookie: consultant.cookie() });
  await desk.open();
  await desk.start(caller.id());
  await desk.connected(1);
  await caller.connected(1);
  const consulted = { id: caller.id(), ticket: ticketOf(caller) };
  await during(consulted);
  await caller.hangUp();
  caller.close();
  desk.close();
  return consulted;
}

/** Somebody joins the queue and leaves it again. */
export async function giveUp(
  server: Pick<WholeServer, 'url'>,
  request: JoinRequest & { readonly name: string },
): Promise<Consulted> {
  const caller = await call(server.url, request.name, request);
  await caller.hangUp();
  caller.close();
  return { id: caller.id(), ticket: ticketOf(caller) };
}

function ticketOf({ ticket }: { readonly ticket: Ticket | null }): Ticket {
  if (ticket === null) throw new Error('this caller has not joined');
  return ticket;
}
