import { join } from 'node:path';
import type { CalleeSlug, ConsultantId } from '@peerdesk/protocol';
import { createCallees } from '../storage/callees.ts';
import { openDatabase } from '../storage/database.ts';
import { DANA, invite, signIn } from './accounts.ts';
import { type Browser, openBrowser } from './browser.ts';
import type { WholeServer } from './whole-server.ts';

const FINN = { name: 'Finn', email: 'finn@other.example', password: 'hunter two' };

/**
 * Makes the desk `other`, that only Finn answers for.
 *
 * @param folder the server's data folder; Dana has made its first account
 * @returns Finn's browser, signed in
 */
export async function addForeignDesk(server: WholeServer, folder: string): Promise<Browser> {
  const dana = await signIn(server);
  const finn = openBrowser(server);
  await finn.post(`${await invite(dana)}/accept`, FINN);
  const me = await finn.get('/api/v1/me');
  const { id } = me.json['consultant'] as { id: ConsultantId };

  const database = openDatabase(join(folder, 'peerdesk.sqlite'));
  const callees = createCallees(database.db, Date.now);
  await callees.create({ slug: 'other' as CalleeSlug, name: 'Other' }, { id, name: FINN.name });
  await database.db
    .deleteFrom('callee_consultant')
    .where('consultant_id', '=', id)
    .where('callee_id', '=', (await callees.bySlug(DANA.deskSlug))?.id ?? '')
    .execute();
  database.close();
  return finn;
}
