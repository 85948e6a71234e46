import type { Logger } from 'pino';
import type { Patience } from '../consultation/consultation.ts';
import type { Consultations } from '../storage/consultations.ts';
import type { Rooms } from '../storage/rooms.ts';
import type { Availability } from './availability.ts';
import type { Changes } from './changes.ts';
import type { RoomChanges } from './room-changes.ts';

export interface Sweeper {
  /** What time has made due until now happens now. */
  sweep(): Promise<void>;
  start(): void;
  /** Resolves when a sweep under way is over. */
  close(): Promise<void>;
}

/** So many at a time, so that others get their turn. */
const BATCH = 200;

/** Lets time pass for consultations, consultants and rooms. */
export function createSweeper({
  consultations,
  changes,
  availability,
  rooms,
  roomChanges,
  checkSignIns,
  patience,
  clock,
  log,
  everyMs,
}: {
  readonly consultations: Consultations;
  readonly changes: Changes;
  readonly availability: Availability;
  readonly rooms: Rooms;
  readonly roomChanges: RoomChanges;
  readonly checkSignIns: () => Promise<void>;
  readonly patience: Patience;
  readonly clock: () => number;
  readonly log: Logger;
  readonly everyMs: number;
}): Sweeper {
  let timer: NodeJS.Timeout | null = null;
  let last: Promise<void> = Promise.resolve();
  let closed = false;

  async function sweepConsultations(): Promise<void> {
    const due = await consultations.due(clock(), BATCH);
    await Promise.all(due.map((id) => changes.change(id, { type: 'time-passed', patience })));
    if (due.length === BATCH && !closed) await sweepConsultations();
  }

  async function sweepRooms(): Promise<void> {
    const { graceMs } = patience;
    const due = await rooms.due(clock(), BATCH);
    await Promise.all(due.map((id) => roomChanges.change(id, { type: 'time-passed', graceMs })));
    if (due.length === BATCH && !closed) await sweepRooms();
  }

  async function sweepAll(): Promise<void> {
    if (closed) return;
    await sweepConsultations();
    await availability.sweep();
    await sweepRooms();
    await checkSignIns();
  }

  function sweep(): Promise<void> {
    const run = last.then(sweepAll);
    last = run.catch((error: unknown) => log.error({ err: error }, 'a sweep failed'));
    return run;
  }

  function later(): void {
    if (closed) return;
    timer = setTimeout(() => {
      sweep().then(later, later);
    }, everyMs);
  }

  return {
    sweep,
    start: later,
    async close() {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      await last;
    },
  };
}
