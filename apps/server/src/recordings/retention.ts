import type { Logger } from 'pino';
import type { Audit } from '../storage/audit.ts';
import type { Database } from '../storage/database.ts';
import type { Erasure } from '../storage/erasure.ts';
import type { Removal } from './removal.ts';

export interface Retention {
  /** What the desks keep no longer is deleted now. */
  sweep(): Promise<void>;
  start(): void;
  close(): Promise<void>;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const EVERY_MS = 15 * 60 * 1000;
const BATCH = 100;

/** Deletes what is older than the desks want to keep, by the server's clock; a line says so, not of whom. */
export function createRetention({
  db,
  removal,
  erasure,
  audit,
  clock,
  log,
}: {
  readonly db: Database;
  readonly removal: Removal;
  readonly erasure: Erasure;
  readonly audit: Audit;
  readonly clock: () => number;
  readonly log: Logger;
}): Retention {
  let timer: NodeJS.Timeout | null = null;
  let last: Promise<void> = Promise.resolve();
  let closed = false;

  async function sweepAll(): Promise<void> {
    const desks = await db
      .selectFrom('callee')
      .select(['id', 'recording_days', 'personal_data_days'])
      .execute();
    for (const { id, recording_days, personal_data_days } of desks) {
      if (recording_days !== null) await expireRecordings(id, clock() - recording_days * DAY_MS);
      if (personal_data_days !== null) {
        await expirePersonalData(id, clock() - personal_data_days * DAY_MS);
      }
    }
  }

  async function expireRecordings(calleeId: string, before: number): Promise<void> {
    const rows = await db
      .selectFrom('recording')
      .select('id')
      .where('callee_id', '=', calleeId)
      .where('ended_at', '<', before)
      .limit(BATCH)
      .execute();
    for (const { id } of rows) {
      if (closed) return;
      await removal.remove(id);
      await audit.note({ calleeId, consultantId: null, act: 'recording_expired', subject: id });
    }
    if (rows.length === BATCH) await expireRecordings(calleeId, before);
  }

  async function expirePersonalData(calleeId: string, before: number): Promise<void> {
    await db
      .deleteFrom('message')
      .where('callee_id', '=', calleeId)
      .where('created_at', '<', before)
      .execute();
    const rows = await db
      .selectFrom('consultation')
      .select('id')
      .where('callee_id', '=', calleeId)
      .where('ended_at', '<', before)
      .where('erased_at', 'is', null)
      .limit(BATCH)
      .execute();
    for (const { id } of rows) {
      if (closed) return;
      await removal.removeOf(id);
      await erasure.eraseConsultation(id);
      await audit.note({ calleeId, consultantId: null, act: 'consultation_expired', subject: id });
    }
    if (rows.length === BATCH) await expirePersonalData(calleeId, before);
  }

  function sweep(): Promise<void> {
    const run = last.then(sweepAll);
    last = run.catch((error: unknown) => log.error({ err: error }, 'retention failed'));
    return run;
  }

  function later(): void {
    if (closed) return;
    timer = setTimeout(() => {
      sweep().then(later, later);
    }, EVERY_MS);
  }

  return {
    sweep,
    start() {
      sweep().then(later, later);
    },
    async close() {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      await last;
    },
  };
}
