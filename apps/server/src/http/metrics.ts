import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Database } from '../storage/database.ts';

/** Counted when asked for, from the rows themselves. @see https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function createMetrics(db: Database): RequestHandler {
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

  return async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  };
}
