import type { CalleeSlug, ConsultantId } from '@peerdesk/protocol';
import { expect, it, onTestFinished } from 'vitest';
import { createCallees } from './callees.ts';
import { openDatabase } from './database.ts';
import { createInvitations } from './invitations.ts';
import { migrate } from './migrations.ts';

const DANA = { id: 'dana' as ConsultantId, name: 'Dana' };
const ERIN = { id: 'erin' as ConsultantId, name: 'Erin' };
const FINN = { id: 'finn' as ConsultantId, name: 'Finn' };

async function openDesk() {
  const opened = openDatabase(':memory:');
  onTestFinished(() => opened.close());
  const { db } = opened;
  await migrate(db);
  const callees = createCallees(db, () => 1000);
  const desk = await callees.create({ slug: 'acme' as CalleeSlug, name: 'Acme' }, DANA);
  return { db, callees, desk, invitations: createInvitations(db, () => 1000) };
}

it('are kept by their hash: the database alone opens no door', async () => {
  const { db, desk, invitations } = await openDesk();
  const { token } = await invitations.create(desk.id, DANA.id);
  const rows = await db.selectFrom('invitation').selectAll().execute();
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(token);
});

it('make one consultant of two who accept at the same moment, and nothing of the other', async () => {
  const { db, callees, desk, invitations } = await openDesk();
  const { token } = await invitations.create(desk.id, DANA.id);

  const accepted = await Promise.all([
    invitations.accept(token, ERIN),
    invitations.accept(token, FINN),
  ]);

  expect(accepted).toEqual([true, false]);
  const names = (await callees.consultantsOf(desk.id)).map(({ name }) => name);
  expect(names.toSorted((a, b) => a.localeCompare(b))).toEqual(['Dana', 'Erin']);
  expect(await db.selectFrom('consultant').selectAll().execute()).toHaveLength(2);
});
