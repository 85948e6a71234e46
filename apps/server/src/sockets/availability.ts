import type { ConsultantId } from '@peerdesk/protocol';
import type { Callees } from '../storage/callees.ts';
import type { CalleeSocket } from './connections.ts';
import type { Desks } from './desks.ts';
import type { Presence } from './presence.ts';
import type { QueueNews } from './queue-news.ts';

export type Availability = ReturnType<typeof createAvailability>;

/** Which consultants want callers, and that one who has gone home no longer does. */
export function createAvailability({
  callees,
  presence,
  desks,
  queueNews,
  clock,
  graceMs,
}: {
  readonly callees: Callees;
  readonly presence: Presence;
  readonly desks: Desks;
  readonly queueNews: QueueNews;
  readonly clock: () => number;
  readonly graceMs: number;
}) {
  const goneSince = new Map<ConsultantId, number>();

  async function refresh(consultant: ConsultantId): Promise<void> {
    for (const { id } of await callees.of(consultant)) {
      desks.request(id);
      queueNews.request(id);
    }
  }

  async function set(
    consultant: ConsultantId,
    available: boolean,
    actor: CalleeSocket | null,
  ): Promise<void> {
    await callees.setAvailable(consultant, available);
    for (const window of presence.windowsOf(consultant)) {
      if (window !== actor) window.emit('availableChanged', available);
    }
    await refresh(consultant);
  }

  return {
    set,

    /** Something else than their own word has changed whether this consultant is there for callers. */
    changed: refresh,

    async of(consultant: ConsultantId, calleeId: string): Promise<boolean> {
      const consultants = await callees.consultantsOf(calleeId);
      return consultants.some(({ id, available }) => id === consultant && available);
    },

    /** A first window of this consultant has been opened. */
    async arrived(consultant: ConsultantId): Promise<void> {
      goneSince.delete(consultant);
      await refresh(consultant);
    },

    /** The last window of this consultant has been closed. */
    async left(consultant: ConsultantId): Promise<void> {
      goneSince.set(consultant, clock());
      await refresh(consultant);
    },

    /** The server has started; these wanted callers when it stopped. */
    restart(consultants: readonly ConsultantId[]): void {
      for (const consultant of consultants) goneSince.set(consultant, clock());
    },

    /** Who has been gone for the grace time does not want callers any more. */
    async sweep(): Promise<void> {
      for (const [consultant, since] of goneSince) {
        if (clock() - since < graceMs) continue;
        goneSince.delete(consultant);
        await set(consultant, false, null);
      }
    },
  };
}
