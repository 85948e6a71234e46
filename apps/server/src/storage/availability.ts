import type { ConsultantId } from '@peerdesk/protocol';
import type { Database } from './database.ts';

/** Everybody who has said that they want callers, at whichever callee. */
export async function availableConsultants(db: Database): Promise<ConsultantId[]> {
  const rows = await db.selectFrom('consultant').select('id').where('available', '=', 1).execute();
  return rows.map(({ id }) => id);
}
