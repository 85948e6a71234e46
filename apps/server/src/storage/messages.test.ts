import type { CalleeSlug, ConsultantId, LeaveMessageRequest } from '@peerdesk/protocol';
import { v4 as newAttempt } from 'uuid';
import { expect, it, onTestFinished } from 'vitest';
import { createCallees } from './callees.ts';
import { openDatabase } from './database.ts';
import { createMessages } from './messages.ts';
import { migrate } from './migrations.ts';

const DANA = { id: 'dana' as ConsultantId, name: 'Dana' };
const ERIN = { id: 'erin' as ConsultantId, name: 'Erin' };

async function openInboxes() {
  const opened = openDatabase(':memory:');
  onTestFinished(() => opened.close());
  const { db } = opened;
  await migrate(db);
  let now = 0;
  const clock = () => (now += 1);
  const callees = createCallees(db, clock);
  const acme = await callees.create({ slug: 'acme' as CalleeSlug, name: 'Acme' }, DANA);
  const other = await callees.create({ slug: 'other' as CalleeSlug, name: 'Other' }, ERIN);
  return { acme: acme.id, other: other.id, messages: createMessages(db, clock) };
}

function messageOf(name: string, attempt: string = newAttempt()): LeaveMessageRequest {
  return { name, contact: '010-1234-5678', text: `It is ${name}.`, locale: 'ko', attempt };
}

it('are kept once, of however many requests at the same moment', async () => {
  const { acme, other, messages } = await openInboxes();
  const ann = messageOf('Ann');

  const [first, ...repeated] = await Promise.all([
    messages.leave(acme, ann),
    messages.leave(acme, ann),
    messages.leave(acme, ann),
  ]);

  expect(first).not.toBeNull();
  expect(repeated).toEqual([first, first]);
  expect(await messages.unhandledCount(acme)).toBe(1);
  expect(await messages.leave(other, ann)).not.toBe(first);
});

it('are marked by the first who does it, until the mark is taken away', async () => {
  const { acme, messages } = await openInboxes();
  const id = (await messages.leave(acme, messageOf('Ann'))) ?? '';

  const marked = await messages.mark(acme, id, DANA.id);
  expect(marked).toMatchObject({ name: 'Ann', handledBy: 'Dana' });
  expect(await messages.mark(acme, id, ERIN.id)).toEqual(marked);
  expect(await messages.unhandledCount(acme)).toBe(0);

  expect(await messages.mark(acme, id, null)).toMatchObject({ handledAt: null, handledBy: null });
  expect(await messages.mark(acme, id, ERIN.id)).toMatchObject({ handledBy: 'Erin' });
});

it('are out of reach by another callee', async () => {
  const { acme, other, messages } = await openInboxes();
  const id = (await messages.leave(acme, messageOf('Ann'))) ?? '';

  expect(await messages.mark(other, id, ERIN.id)).toBeNull();

  expect(await messages.list(other, { handled: false })).toEqual([]);
  expect(await messages.list(acme, { handled: false })).toMatchObject([{ id, handledAt: null }]);
});

it('are a thousand at most, not counting those that have been handled', async () => {
  const { acme, other, messages } = await openInboxes();
  const first = messageOf('Ann');
  const firstId = (await messages.leave(acme, first)) ?? '';
  for (let count = 1; count < 999; count += 1) await messages.leave(acme, messageOf('Bob'));

  const last = await Promise.all([
    messages.leave(acme, messageOf('Cleo')),
    messages.leave(acme, messageOf('Dora')),
  ]);

  expect(last.map((id) => id !== null)).toEqual([true, false]);
  expect(await messages.unhandledCount(acme)).toBe(1000);
  expect(await messages.leave(acme, first)).toBe(firstId);
  expect(await messages.leave(other, messageOf('Dora'))).not.toBeNull();
  await messages.mark(acme, firstId, DANA.id);
  expect(await messages.leave(acme, messageOf('Dora'))).not.toBeNull();
});

it('are listed newest first, two hundred of them', async () => {
  const { acme, messages } = await openInboxes();
  for (let count = 1; count <= 201; count += 1) await messages.leave(acme, messageOf(`${count}`));

  const names = (await messages.list(acme, { handled: false })).map(({ name }) => name);

  expect(names).toHaveLength(200);
  expect([names.at(0), names.at(-1)]).toEqual(['201', '2']);
});
