import { Router } from 'express';
import { sql } from 'kysely';
import type { Database } from '../storage/database.ts';

/**
 * `/health/live`: the process answers. `/health/ready`: it can do its work. A bucket that is out of
 * reach is told, and no reason to send callers away: recordings wait for it.
 */
export function createHealth(
  db: Database,
  {
    isStopping,
    isBucketInTrouble,
  }: { readonly isStopping: () => boolean; readonly isBucketInTrouble: () => boolean },
): Router {
  const router = Router();

  router.get('/live', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'live' });
  });

  router.get('/ready', async (_request, response) => {
    const state = isStopping() ? 'stopping' : await databaseState(db);
    response.set('Cache-Control', 'no-store');
    const recordings = isBucketInTrouble() ? 'bucket_unavailable' : 'ready';
    response.status(state === 'ready' ? 200 : 503).json({ status: state, recordings });
  });

  return router;
}

async function databaseState(db: Database): Promise<'ready' | 'database_unavailable'> {
  try {
    await sql`select 1 from callee limit 1`.execute(db);
    return 'ready';
  } catch {
    return 'database_unavailable';
  }
}
