import { setImmediate as nextTask } from 'node:timers/promises';
import type { ConsultationId, IceSettings, Party } from '@peerdesk/protocol';
import type { Logger } from 'pino';
import type { Waiting } from '../consultation/consultation.ts';
import {
  estimateOf,
  isNews,
  NEAR,
  type Place,
  placesOf,
  type Told,
} from '../consultation/queue.ts';
import type { Consultations } from '../storage/consultations.ts';
import { createCoalescer } from './coalesce.ts';
import type { Limits } from './limits.ts';
import type { Presence } from './presence.ts';
import { waitingView } from './views.ts';

interface QueueFacts {
  readonly waiting: number;
  readonly consultantsAvailable: number;
  readonly recentHandlingMs: readonly number[];
}

export type QueueNews = ReturnType<typeof createQueueNews>;

/** The head of the queue that is looked at every second: those near, and who may prepare an offer. */
const HEAD = NEAR * 5;

/** So many callers are told before anything else gets its turn. */
const PAGE = 250;

/** Keeps waiting callers informed of their place, without making a storm of it. */
export function createQueueNews({
  consultations,
  presence,
  consultantsAvailable,
  iceSettings,
  clock,
  log,
  limits,
}: {
  readonly consultations: Consultations;
  readonly presence: Presence;
  readonly consultantsAvailable: (calleeId: string) => Promise<number>;
  readonly iceSettings: (consultation: ConsultationId, party: Party) => IceSettings;
  readonly clock: () => number;
  readonly log: Logger;
  readonly limits: Limits;
}) {
  let closed = false;
  const isOpen = () => !closed;
  const lastWaiting = new Map<string, number>();

  async function factsOf(calleeId: string): Promise<QueueFacts> {
    const waiting = await consultations.waitingCount(calleeId);
    lastWaiting.set(calleeId, waiting);
    return {
      waiting,
      consultantsAvailable: await consultantsAvailable(calleeId),
      recentHandlingMs: await consultations.recentHandlingMs(calleeId, clock()),
    };
  }

  function tell(place: Place, facts: QueueFacts): void {
    const seat = presence.seat(place.id);
    if (!seat?.caller || seat.told === null || seat.phase !== 'waiting') return;
    const now = toldOf(place, facts);
    if (!isNews(seat.told, now)) return;
    seat.told = now;
    const view = waitingView(seat, now, iceSettings(seat.id, 'caller'));
    seat.caller.emit('consultationChanged', view);
  }

  async function tellHead(calleeId: string): Promise<void> {
    const facts = await factsOf(calleeId);
    for (const place of placesOf(await consultations.queue(calleeId, HEAD))) {
      if (place.position <= NEAR || isPreparing(place)) tell(place, facts);
    }
  }

  /** A page at a time, so that ten thousand of them keep nobody waiting. */
  async function tellEverybody(calleeId: string): Promise<void> {
    const facts = await factsOf(calleeId);
    const before = { count: 0, preparing: 0 };
    for (let page = await consultations.queue(calleeId, PAGE); page.length > 0 && isOpen(); ) {
      const places = placesOf(page, before);
      for (const place of places) tell(place, facts);
      before.count += page.length;
      before.preparing += places.filter(({ prepare }) => prepare).length;
      await nextTask();
      page = page.length < PAGE ? [] : await consultations.queue(calleeId, PAGE, page.at(-1));
    }
  }

  async function logged(telling: Promise<void>): Promise<void> {
    try {
      await telling;
    } catch (error) {
      log.error({ err: error }, 'callers could not be told their places');
    }
  }

  /** Has it begun or ceased to be this caller's turn to prepare an offer? */
  function isPreparing({ id, prepare }: Place): boolean {
    return prepare || presence.seat(id)?.told?.prepare === true;
  }

  const { gatherMs, nearEveryMs, farEveryMs } = limits;
  const near = createCoalescer({ gatherMs, everyMs: nearEveryMs }, (calleeId) =>
    logged(tellHead(calleeId)),
  );
  const far = createCoalescer({ gatherMs, everyMs: farEveryMs }, (calleeId) =>
    logged(tellEverybody(calleeId)),
  );

  return {
    /** The queue of this callee has changed, or who answers it. */
    request(calleeId: string): void {
      near.request(calleeId);
      far.request(calleeId);
    },

    /** What to tell a caller who joins, returns, or is back in the queue. */
    async standingOf(consultation: Waiting): Promise<Told> {
      const facts = await factsOf(consultation.calleeId);
      const head = placesOf(await consultations.queue(consultation.calleeId, HEAD));
      const place = head.find(({ id }) => id === consultation.id) ?? {
        id: consultation.id,
        position: facts.waiting - (await consultations.countBehind(consultation)),
        prepare: false,
      };
      return toldOf(place, facts);
    },

    /** Do as many callers wait as may? Counted anew only when it could be so. */
    async isFull(calleeId: string): Promise<boolean> {
      const last = lastWaiting.get(calleeId) ?? Infinity;
      if (last < limits.waitingPerCallee) return false;
      const waiting = await consultations.waitingCount(calleeId);
      lastWaiting.set(calleeId, waiting);
      return waiting >= limits.waitingPerCallee;
    },

    async close(): Promise<void> {
      closed = true;
      await Promise.all([near.close(), far.close()]);
    },
  };
}

function toldOf({ position, prepare }: Place, facts: QueueFacts): Told {
  const { waiting, consultantsAvailable: available, recentHandlingMs } = facts;
  const estimate = estimateOf({
    recentHandlingMs,
    consultantsAvailable: available,
    ahead: position - 1,
  });
  return { position, waiting, prepare, consultantsAvailable: available, estimate };
}
