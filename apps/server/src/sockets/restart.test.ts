import { once } from 'node:events';
import type { Ticket } from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import {
  createClock,
  emptyFolder,
  letPass,
  newServer,
  startServerProcess,
  until,
} from '../testing/fixtures.ts';
import { answerAt, call, comeBack, openCaller, openConsole } from '../testing/pages.ts';
import { CONNECT_TIMEOUT_MS, GRACE_MS } from '../testing/socket-server.ts';

describe('a server that is killed', () => {
  it('has the same queue in the same order afterwards, and its calls go on', async () => {
    const folder = emptyFolder();
    const before = await startServerProcess(folder);
    const names = ['Ann', 'Bob', 'Cleo', 'Dora', 'Eve'];
    const callers = [];
    for (const name of names) callers.push(await call(before.url, name));
    const dana = await answerAt(before.url, 'dana');
    await dana.start();
    const [ann] = callers;
    await ann?.connected(1);
    await dana.connected(1);

    before.process.kill('SIGKILL');
    await once(before.process, 'exit');

    const { url } = await startServerProcess(folder);
    const erik = await answerAt(url, 'erik');
    expect(erik.desk?.waiting.map(({ name }) => name)).toEqual(['Bob', 'Cleo', 'Dora', 'Eve']);
    expect(erik.desk?.waiting.every(({ present }) => !present)).toBe(true);
    expect(erik.desk?.helped).toMatchObject([{ name: 'Ann', phase: 'active' }]);

    // They come back in whatever order.
    const back = new Map<string, Awaited<ReturnType<typeof comeBack>>>();
    for (const [index, caller] of [...callers.entries()].toReversed()) {
      back.set(names[index] ?? '', await comeBack(url, caller.ticket as Ticket));
    }
    for (const [index, name] of ['Bob', 'Cleo', 'Dora', 'Eve'].entries()) {
      await until(() =>
        expect(back.get(name)?.view).toMatchObject({ phase: 'waiting', position: index + 1 }),
      );
    }
    expect(back.get('Ann')?.view).toMatchObject({
      phase: 'active',
      generation: 1,
      remoteName: 'Dana',
    });

    const again = await openConsole(url, 'dana');
    await again.open({ consultation: callers[0]?.id() as never, generation: 1 });
    expect(again.view).toMatchObject({ phase: 'active', held: 'here', remoteName: 'Ann' });
    expect(await again.hangUp()).toEqual({ ok: true, reason: 'completed' });
    expect(await again.start()).toMatchObject({ consultation: { remoteName: 'Bob' } });
  });

  it('while joins and accepts are under way loses none that was answered', async () => {
    const folder = emptyFolder();
    const before = await startServerProcess(folder);
    const dana = await answerAt(before.url, 'dana');
    const joined: Ticket[] = [];
    const killed = once(before.process, 'exit');
    const joins = Array.from({ length: 40 }, async (_, nth) => {
      const caller = await openCaller(before.url);
      await caller.join({ name: `Caller ${nth}` });
      if (caller.ticket !== null) joined.push(caller.ticket);
      if (joined.length === 10) await dana.start();
      if (joined.length === 20) before.process.kill('SIGKILL');
    });
    // Those who were not answered have lost their connection, or wait for ever.
    void Promise.allSettled(joins);
    await killed;

    const { url } = await startServerProcess(folder);
    expect(joined.length).toBeGreaterThanOrEqual(20);
    for (const ticket of joined) {
      const back = await comeBack(url, ticket);
      expect(['waiting', 'connecting']).toContain(back.view?.phase);
    }
  });
});

describe('everybody who was there', () => {
  it('has the whole grace time again, however long the server was away', async () => {
    const clock = createClock();
    const before = await newServer({ clock });
    const ann = await call(before.url, 'Ann');
    const bob = await call(before.url, 'Bob');
    bob.drop();
    await until(async () =>
      expect(await before.consultations.waitingCallers(before.acme.id, 2)).toMatchObject([
        { present: true },
        { present: false },
      ]),
    );
    await before.kill();
    clock.pass(10 * GRACE_MS);

    const server = await newServer({ clock, folder: before.folder });
    await letPass(server, clock, GRACE_MS - 1);
    const back = await comeBack(server.url, bob.ticket as Ticket);
    expect(back.view).toMatchObject({ position: 2, waiting: 2 });

    await letPass(server, clock, 1);
    expect(await server.consultations.byId(ann.id())).toMatchObject({ endReason: 'abandoned' });
  });

  it('is back in the queue if the call was only being connected', async () => {
    const clock = createClock();
    const before = await newServer({ clock });
    const ann = await call(before.url, 'Ann');
    const dana = await answerAt(before.url, 'dana');
    await dana.start();
    await before.kill();
    clock.pass(CONNECT_TIMEOUT_MS);

    const server = await newServer({ clock, folder: before.folder });
    const back = await comeBack(server.url, ann.ticket as Ticket);
    expect(back.view).toMatchObject({ phase: 'waiting', position: 1, generation: 1 });
  });
});

it('an orderly stop tells everybody, keeps every place, and writes nothing afterwards', async () => {
  const before = await newServer();
  const ann = await call(before.url, 'Ann');
  const dana = await answerAt(before.url, 'dana');
  const row = await before.consultations.byId(ann.id());

  await before.close();

  await until(() => {
    expect([ann.stopping, dana.stopping]).toEqual([true, true]);
    expect([ann.socket.connected, dana.socket.connected]).toEqual([false, false]);
  });
  expect(before.logged.join('')).not.toContain('"level":50');
  const server = await newServer({ folder: before.folder });
  expect(await server.consultations.byId(ann.id())).toEqual({
    ...row,
    version: 2,
    callerAwaySince: expect.any(Number),
  });
});
