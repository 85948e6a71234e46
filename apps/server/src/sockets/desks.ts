import {
  type ConsultantId,
  DESK_LIST_LIMIT,
  type DeskConsultant,
  type DeskView,
  type WaitingCaller,
} from '@peerdesk/protocol';
import type { Logger } from 'pino';
import type { Callee, Callees } from '../storage/callees.ts';
import type { Consultations } from '../storage/consultations.ts';
import { createCoalescer } from './coalesce.ts';
import { type CalleeNamespace, type CalleeSocket, deskRoom } from './connections.ts';
import type { ConsultantsInRooms } from './consultants-in-rooms.ts';
import type { Limits } from './limits.ts';
import type { createNextOffers } from './next-offers.ts';
import type { Presence } from './presence.ts';

export type Desks = ReturnType<typeof createDesks>;

/** Keeps the consoles of a callee informed of its queue and its consultants. */
export function createDesks({
  consoles,
  callees,
  consultations,
  presence,
  inRooms,
  nextOffers,
  clock,
  log,
  limits,
}: {
  readonly consoles: CalleeNamespace;
  readonly callees: Callees;
  readonly consultations: Consultations;
  readonly presence: Presence;
  readonly inRooms: Pick<ConsultantsInRooms, 'isInside'>;
  readonly nextOffers: ReturnType<typeof createNextOffers>;
  readonly clock: () => number;
  readonly log: Logger;
  readonly limits: Limits;
}) {
  async function consultantsOf(calleeId: string): Promise<DeskConsultant[]> {
    const consultants = await callees.consultantsOf(calleeId);
    return consultants.map(({ id, name, available }) => ({
      id,
      name,
      available: available && hasConsole(id) && !inRooms.isInside(id),
      inRoom: inRooms.isInside(id),
    }));
  }

  function hasConsole(consultant: ConsultantId): boolean {
    return presence.windowsOf(consultant).size > 0;
  }

  async function waitingAt(calleeId: string): Promise<WaitingCaller[]> {
    const callers = await consultations.waitingCallers(calleeId, DESK_LIST_LIMIT);
    return callers.map((caller) =>
      Object.assign(caller, { setup: presence.seat(caller.id)?.setup ?? null }),
    );
  }

  async function viewOf({ id, slug, name }: Callee): Promise<DeskView> {
    return {
      callee: { slug, name },
      waiting: await waitingAt(id),
      waitingCount: await consultations.waitingCount(id),
      helped: await consultations.helpedCallers(id),
      consultants: await consultantsOf(id),
      at: clock(),
    };
  }

  function windowsAt(calleeId: string): CalleeSocket[] {
    const ids = consoles.adapter.rooms.get(deskRoom(calleeId)) ?? [];
    return [...ids].flatMap((id) => consoles.sockets.get(id) ?? []);
  }

  async function tell(calleeId: string): Promise<void> {
    if (!consoles.adapter.rooms.has(deskRoom(calleeId))) return;
    try {
      const callee = await callees.byId(calleeId);
      if (callee === null) return;
      const view = await viewOf(callee);
      consoles.to(deskRoom(calleeId)).emit('deskChanged', view);
      const available = view.consultants.filter((consultant) => consultant.available);
      const ids = new Set(available.map(({ id }) => id));
      await nextOffers.tell(calleeId, windowsAt(calleeId), ids);
    } catch (error) {
      log.error({ err: error }, 'consoles could not be told of their desk');
    }
  }

  const news = createCoalescer({ gatherMs: limits.gatherMs, everyMs: limits.deskEveryMs }, tell);

  return {
    viewOf,

    async consultantsAvailable(calleeId: string): Promise<number> {
      const consultants = await consultantsOf(calleeId);
      return consultants.filter(({ available }) => available).length;
    },

    /** Something of this desk has changed. */
    request: (calleeId: string): void => news.request(calleeId),

    close: () => news.close(),
  };
}
