import type { CalleeSlug, ConsultantId } from '@peerdesk/protocol';
import { expect, it, onTestFinished } from 'vitest';
import { createCallees } from './callees.ts';
import { openDatabase } from './database.ts';
import { migrate } from './migrations.ts';

const DANA = { id: 'dana' as ConsultantId, name: 'Dana' };
const ERIN = { id: 'erin' as ConsultantId, name: 'Erin' };

async function openCallees() {
  const opened = openDatabase(':memory:');
  onTestFinished(() => opened.close());
  const { db } = opened;
  await migrate(db);
  let now = 0;
  return createCallees(db, () => (now += 1));
}

it('finds a callee by what it is known by, the oldest first', async () => {
  const callees = await openCallees();
  expect(await callees.first()).toBeNull();
  const acme = await callees.create({ slug: 'zebra' as CalleeSlug, name: 'Zebra' }, DANA);
  const other = await callees.create({ slug: 'aardvark' as CalleeSlug, name: 'Aardvark' }, DANA);

  expect(await callees.first()).toEqual(acme);
  expect(await callees.bySlug('aardvark')).toEqual(other);
  expect(await callees.byId(other.id)).toEqual(other);
  expect(await callees.of(DANA.id)).toEqual([acme, other]);
  expect(await callees.bySlug('nobody')).toBeNull();
});

it('makes no second callee of a slug, and nothing else of the attempt', async () => {
  const callees = await openCallees();
  const acme = await callees.create({ slug: 'acme' as CalleeSlug, name: 'Acme' }, DANA);

  await expect(
    callees.create({ slug: 'acme' as CalleeSlug, name: 'Impostor' }, ERIN),
  ).rejects.toThrow(/UNIQUE/);

  expect(await callees.of(ERIN.id)).toEqual([]);
  expect(await callees.consultantsOf(acme.id)).toEqual([{ ...DANA, available: false }]);
});

it('knows who answers for whom, and who is available', async () => {
  const callees = await openCallees();
  const acme = await callees.create({ slug: 'acme' as CalleeSlug, name: 'Acme' }, DANA);
  expect(await callees.answersFor(ERIN.id, acme.id)).toBe(false);

  await callees.addConsultant(acme.id, ERIN);
  await callees.setAvailable(ERIN.id, true);
  await callees.addConsultant(acme.id, { ...ERIN, name: 'Another Erin' });

  expect(await callees.answersFor(ERIN.id, acme.id)).toBe(true);
  expect(await callees.consultantsOf(acme.id)).toEqual([
    { ...DANA, available: false },
    { ...ERIN, available: true },
  ]);
});

it('changes what it is given and leaves the rest', async () => {
  const callees = await openCallees();
  const acme = await callees.create({ slug: 'acme' as CalleeSlug, name: 'Acme' }, DANA);

  await callees.update(acme.id, { allowedOrigins: ['https://shop.example'] });
  await callees.update(acme.id, { name: 'Acme Help' });
  await callees.update(acme.id, {});

  expect(await callees.byId(acme.id)).toEqual({
    ...acme,
    name: 'Acme Help',
    allowedOrigins: ['https://shop.example'],
  });
});
