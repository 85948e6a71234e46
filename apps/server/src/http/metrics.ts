import { PATH_TROUBLE_CODES, type PathTrouble } from '@peerdesk/protocol';
import type { RequestHandler } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Database } from '../storage/database.ts';

/** Counted when asked for, from the rows themselves. @see https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function createMetrics(
  db: Database,
  { isBucketInTrouble }: { readonly isBucketInTrouble: () => boolean },
): {
  readonly answer: RequestHandler;
  /** Counts a browser that found no path to the other one. */
  readonly noPath: (trouble: PathTrouble) => void;
} {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });

  const consultationsIn = async (phases: readonly ('waiting' | 'connecting' | 'active')[]) => {
    const row = await db
      .selectFrom('consultation')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('phase', 'in', phases)
      .executeTakeFirstOrThrow();
    return row.count;
  };
  const gauge = (name: string, help: string, count: () => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(await count());
      },
    });

  gauge('peerdesk_waiting_callers', 'Callers in a queue, those who dropped included', () =>
    consultationsIn(['waiting']),
  );
  gauge('peerdesk_consultations_active', 'Consultations accepted and not ended', () =>
    consultationsIn(['connecting', 'active']),
  );

  gauge('peerdesk_recordings', 'Recordings that are kept', async () => {
    const row = await db
      .selectFrom('recording')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('outcome', '=', 'ready')
      .executeTakeFirstOrThrow();
    return row.count;
  });
  gauge('peerdesk_recordings_failed', 'Recordings that could not be made into files', async () => {
    const row = await db
      .selectFrom('recording')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('outcome', '=', 'failed')
      .executeTakeFirstOrThrow();
    return row.count;
  });
  gauge(
    'peerdesk_recordings_unfinished',
    'Recordings that are over and no files yet: parts, or the bucket, are awaited',
    async () => {
      const row = await db
        .selectFrom('recording')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('phase', '=', 'over')
        .where('outcome', 'is', null)
        .executeTakeFirstOrThrow();
      return row.count;
    },
  );
  gauge(
    'peerdesk_recordings_bucket_trouble',
    'Whether the bucket of recordings refused, or could not be reached, when it was last asked',
    () => (isBucketInTrouble() ? 1 : 0),
  );
  gauge('peerdesk_recordings_bytes', 'Bytes of the finished files of recordings', async () => {
    const row = await db
      .selectFrom('recording_track')
      .select(({ fn }) => fn.sum<number | null>('bytes').as('bytes'))
      .executeTakeFirstOrThrow();
    return row.bytes ?? 0;
  });

  const noPaths = new Counter({
    name: 'peerdesk_no_path_total',
    help: 'Attempts of a browser to reach the other one that came to nothing, by reason',
    labelNames: ['reason'],
    registers: [registry],
  });
  for (const reason of PATH_TROUBLE_CODES) noPaths.inc({ reason }, 0);

  return {
    async answer(_request, response) {
      response.type(registry.contentType).send(await registry.metrics());
    },
    noPath: ({ code }) => noPaths.inc({ reason: code }),
  };
}
