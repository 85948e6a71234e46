import { join } from 'node:path';
import type { ConsultationId } from '@peerdesk/protocol';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Waiting } from '../consultation/consultation.ts';
import { emptyFolder } from '../testing/fixtures.ts';
import { DANA, ERIK } from '../testing/socket-server.ts';
import { createCallees } from './callees.ts';
import { createConsultations, newConsultationId } from './consultations.ts';
import { openDatabase } from './database.ts';
import { migrate } from './migrations.ts';

const PATIENCE = { graceMs: 60_000, connectTimeoutMs: 30_000 };

async function openDesk(folder = emptyFolder()) {
  const database = openDatabase(join(folder, 'test.sqlite'));
  onTestFinished(() => database.close());
  await migrate(database.db);
  const callees = createCallees(database.db, () => 0);
  const slug = 'acme-support' as Parameters<typeof callees.create>[0]['slug'];
  const known = await callees.bySlug(slug);
  const callee = known ?? (await callees.create({ slug, name: 'Acme' }, DANA));
  await callees.addConsultant(callee.id, ERIK);
  const consultations = createConsultations(database.db, PATIENCE);

  async function joins(
    name: string,
    joinedAt: number,
    attempt: string | null = null,
    more: Partial<Waiting> = {},
  ) {
    const waiting: Waiting = {
      phase: 'waiting',
      id: newConsultationId(),
      calleeId: callee.id,
      version: 1,
      name,
      reason: `${name} has a question`,
      media: 'audio',
      locale: 'ko',
      attempt,
      joinedAt,
      placedAt: joinedAt,
      calledBackFrom: null,
      generation: 0,
      failedAttempts: 0,
      callerAwaySince: null,
      prepared: null,
      ...more,
    };
    await consultations.insert(waiting);
    return waiting;
  }
  return { folder, database, callee, consultations, joins };
}

describe('a consultation', () => {
  it('is read as it was written, in every phase', async () => {
    const { consultations, joins } = await openDesk();
    const { id, ...ann } = await joins('Ann', 1000, 'c2a1f0e6-8f0b-4a8c-9a64-2f1f1f1f1f1f');
    const offer = { generation: 2, signals: [{ type: 'offer', sdp: 'v=0' }] };
    const as = async () => consultations.byId(id);

    await consultations.change(id, { type: 'prepared', offer, at: 2000 });
    expect(await as()).toEqual({ ...ann, id, version: 2, prepared: offer });

    await consultations.change(id, { type: 'accepted', consultant: DANA, at: 3000 });
    const { prepared: _prepared, ...request } = ann;
    const accepted = {
      ...request,
      id,
      generation: 2,
      consultant: DANA,
      acceptedAt: 3000,
      consultantAwaySince: null,
    };
    expect(await as()).toEqual({
      ...accepted,
      phase: 'connecting',
      version: 3,
      prepared: offer,
      connected: { caller: false, consultant: false },
    });

    const connected = { type: 'connected', generation: 2, at: 4000 } as const;
    await consultations.change(id, { ...connected, party: 'consultant' });
    await consultations.change(id, { ...connected, party: 'caller' });
    expect(await as()).toEqual({
      ...accepted,
      phase: 'active',
      version: 5,
      startedAt: 4000,
      partedSince: null,
      connected: { caller: true, consultant: true },
    });

    await consultations.change(id, { type: 'renewed', generation: 2, at: 5000 });
    expect(await as()).toMatchObject({ phase: 'active', partedSince: 5000, version: 6 });

    await consultations.change(id, { type: 'hung-up', party: 'caller', at: 9000 });
    const { consultantAwaySince: _since, ...ended } = accepted;
    expect(await as()).toEqual({
      ...ended,
      phase: 'ended',
      version: 7,
      generation: 3,
      startedAt: 4000,
      endedAt: 9000,
      endReason: 'completed',
      endedBy: 'caller',
      endMessage: '',
    });
  });

  it('keeps no prepared offer in its row once it is not needed', async () => {
    const { consultations, database, joins } = await openDesk();
    const { id } = await joins('Ann', 1000);
    const offer = { generation: 1, signals: [{ sdp: 'secret' }] };
    await consultations.change(id, { type: 'prepared', offer, at: 1 });
    await consultations.change(id, { type: 'accepted', consultant: DANA, at: 2 });
    const prepared = () => database.db.selectFrom('consultation').select('prepared').execute();
    expect(JSON.stringify(await prepared())).toContain('secret');
    await consultations.change(id, { type: 'hung-up', party: 'caller', at: 3 });
    expect(await prepared()).toEqual([{ prepared: null }]);
  });

  it('is not saved when nothing has changed', async () => {
    const { consultations, joins } = await openDesk();
    const { id } = await joins('Ann', 1000);
    const { before, after } = await consultations.change(id, {
      type: 'returned',
      party: 'caller',
      at: 1,
    });
    expect(after).toBe(before);
    expect(await consultations.byId(id)).toMatchObject({ version: 1 });
  });

  it('gets every one of many changes made at once, each decided on what is there by then', async () => {
    const { consultations, joins } = await openDesk();
    const { id } = await joins('Ann', 1000);
    await consultations.change(id, { type: 'accepted', consultant: DANA, at: 1 });
    const connected = { type: 'connected', generation: 1, at: 2 } as const;
    await Promise.all([
      consultations.change(id, { ...connected, party: 'caller' }),
      consultations.change(id, { ...connected, party: 'consultant' }),
      consultations.change(id, { type: 'dropped', party: 'caller', at: 2 }),
      consultations.change(id, { type: 'dropped', party: 'consultant', at: 2 }),
    ]);
    expect(await consultations.byId(id)).toMatchObject({
      phase: 'active',
      version: 6,
      callerAwaySince: 2,
      consultantAwaySince: 2,
    });
  });
});

describe('accepting', () => {
  it('gives one caller to one of many', async () => {
    const { consultations, joins } = await openDesk();
    const { id } = await joins('Ann', 1000);
    const presses = await Promise.allSettled(
      [DANA, ERIK, DANA, ERIK].map((consultant) =>
        consultations.change(id, { type: 'accepted', consultant, at: 1 }),
      ),
    );
    expect(presses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('gives one consultant one caller, whatever else is decided elsewhere', async () => {
    const { consultations, joins } = await openDesk();
    const callers = await Promise.all(['Ann', 'Bob', 'Cleo'].map((name, at) => joins(name, at)));
    const presses = await Promise.allSettled(
      callers.map(({ id }) =>
        consultations.change(id, { type: 'accepted', consultant: DANA, at: 1 }),
      ),
    );
    expect(presses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(presses).toContainEqual(
      expect.objectContaining({ reason: expect.objectContaining({ code: 'already_consulting' }) }),
    );
    const atHand = await consultations.atHandOf(DANA.id);
    await consultations.change(atHand?.id as ConsultationId, {
      type: 'hung-up',
      party: 'consultant',
      at: 2,
    });
    expect(await consultations.atHandOf(DANA.id)).toBeNull();
  });
});

describe('the queue', () => {
  it('is in order of joining, then of id', async () => {
    const { consultations, callee, joins } = await openDesk();
    const late = await joins('Late', 3000);
    const first = await joins('First', 1000);
    const second = await joins('Second', 1000);

    const queue = await consultations.queue(callee.id, 10);
    expect(queue.map(({ id }) => id)).toEqual([first.id, second.id, late.id]);
    const [head] = await consultations.queue(callee.id, 1);
    expect(head).toMatchObject({ id: first.id });
    const rest = await consultations.queue(callee.id, 10, head);
    expect(rest.map(({ id }) => id)).toEqual([second.id, late.id]);
    expect(await consultations.waitingCount(callee.id)).toBe(3);
    expect(await consultations.countBehind(first)).toBe(2);
    expect(await consultations.countBehind(second)).toBe(1);
    expect(await consultations.countBehind(late)).toBe(0);
  });

  it('passes over who is away, and shows them as such', async () => {
    const { consultations, callee, joins } = await openDesk();
    const ann = await joins('Ann', 1000);
    const bob = await joins('Bob', 2000);
    await consultations.change(ann.id, { type: 'dropped', party: 'caller', at: 5000 });

    expect(await consultations.next(callee.id)).toBe(bob.id);
    expect(await consultations.waitingCallers(callee.id, 10)).toMatchObject([
      { id: ann.id, name: 'Ann', reason: 'Ann has a question', present: false },
      { id: bob.id, name: 'Bob', media: 'audio', locale: 'ko', present: true },
    ]);
    await consultations.change(bob.id, { type: 'dropped', party: 'caller', at: 5000 });
    expect(await consultations.next(callee.id)).toBeNull();
  });

  it('joins an attempt once', async () => {
    const { consultations, callee, joins } = await openDesk();
    const attempt = 'c2a1f0e6-8f0b-4a8c-9a64-2f1f1f1f1f1f';
    const ann = await joins('Ann', 1000, attempt);
    await expect(joins('Ann', 2000, attempt)).rejects.toMatchObject({
      code: 'SQLITE_CONSTRAINT_UNIQUE',
    });
    expect(await consultations.byAttempt(callee.id, attempt)).toMatchObject({ id: ann.id });
    expect(await consultations.byAttempt('another callee', attempt)).toBeNull();
  });

  it('is found by its index, without sorting', async () => {
    const { database, callee } = await openDesk();
    const plan = database.sqlite
      .prepare(
        'explain query plan select id from consultation where callee_id = ? and phase = ? order by placed_at, id limit 1',
      )
      .all(callee.id, 'waiting');
    expect(JSON.stringify(plan)).toContain('consultation_queue');
    expect(JSON.stringify(plan)).not.toContain('TEMP B-TREE');
    const page = database.sqlite
      .prepare(
        'explain query plan select id from consultation where callee_id = ? and phase = ? and (placed_at, id) > (?, ?) order by placed_at, id limit 500',
      )
      .all(callee.id, 'waiting', 0, '');
    expect(JSON.stringify(page)).toContain('(callee_id=? AND phase=? AND (placed_at,id)>(?,?))');
    const due = database.sqlite
      .prepare('explain query plan select id from consultation where due_at <= ? order by due_at')
      .all(0);
    expect(JSON.stringify(due)).toContain('consultation_due');
  });
});

describe('time', () => {
  it('finds what is due, the longest overdue first, and nothing else', async () => {
    const { consultations, joins } = await openDesk();
    const ann = await joins('Ann', 1000);
    const bob = await joins('Bob', 2000);
    await joins('Cleo', 3000);
    await consultations.change(bob.id, { type: 'dropped', party: 'caller', at: 10_000 });
    await consultations.change(ann.id, { type: 'dropped', party: 'caller', at: 11_000 });

    expect(await consultations.due(69_999, 10)).toEqual([]);
    expect(await consultations.due(70_000, 10)).toEqual([bob.id]);
    expect(await consultations.due(71_000, 10)).toEqual([bob.id, ann.id]);
  });

  it('measures those consultations of today that were one', async () => {
    const { consultations, callee, joins } = await openDesk();
    for (const [name, lastedMs] of [
      ['Ann', 60_000],
      ['Bob', 90_000],
    ] as const) {
      const { id } = await joins(name, 1000);
      await consultations.change(id, { type: 'accepted', consultant: DANA, at: 2000 });
      for (const party of ['caller', 'consultant'] as const) {
        await consultations.change(id, { type: 'connected', party, generation: 1, at: 3000 });
      }
      const at = 2000 + lastedMs;
      await consultations.change(id, { type: 'hung-up', party: 'caller', at });
    }
    const { id } = await joins('Cleo', 1000);
    await consultations.change(id, { type: 'hung-up', party: 'caller', at: 5000 });

    expect(await consultations.recentHandlingMs(callee.id, 100_000)).toEqual([90_000, 60_000]);
    expect(await consultations.recentHandlingMs(callee.id, 90_000_000)).toEqual([]);
  });
});

it('keeps everything over a restart, with nobody connected', async () => {
  const { folder, database, consultations, joins } = await openDesk();
  const ann = await joins('Ann', 1000);
  const bob = await joins('Bob', 2000);
  await consultations.change(bob.id, { type: 'accepted', consultant: DANA, at: 3000 });
  const before = await consultations.byId(ann.id);
  database.close();

  const again = await openDesk(folder);
  await again.consultations.restart(50_000);

  expect(await again.consultations.byId(ann.id)).toEqual({
    ...before,
    version: 2,
    callerAwaySince: 50_000,
  });
  expect(await again.consultations.byId(bob.id)).toMatchObject({
    phase: 'connecting',
    callerAwaySince: 50_000,
    consultantAwaySince: 50_000,
  });
  expect(await again.consultations.due(110_000, 10)).toHaveLength(2);
});
