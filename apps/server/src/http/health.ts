import { Router } from 'express';
import { sql } from 'kysely';
import type { Database } from '../storage/database.ts';

/** `/health/live`: the process answers. `/health/ready`: it can do its work. */
export function createHealth(db: Database, isStopping: () => boolean): Router {
  const router = Router();

  router.get('/live', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'live' });
  });

  router.get('/ready', async (_request, response) => {
    const state = isStopping() ? 'stopping' : await databaseState(db);
    response.set('Cache-Control', 'no-store');
    response.status(state === 'ready' ? 200 : 503).json({ status: state });
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
