import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import {
  createClock,
  emptyFolder,
  letPass,
  newServer,
  startServerProcess,
  until,
  untilIs,
} from '../testing/fixtures.ts';
import { codeOf } from '../testing/pages.ts';
import { enterRoom, makeRoom, openRoomPage, type RoomPage } from '../testing/room-pages.ts';
import { GRACE_MS, type TestServer } from '../testing/socket-server.ts';

const HOUR_MS = 3_600_000;

async function two(server: TestServer) {
  const { id, key } = await makeRoom(server);
  const ann = await enterRoom(server.url, key, 'Ann');
  const bob = await enterRoom(server.url, key, 'Bob');
  await untilIs(() => ann.view?.phase, 'connecting');
  return { id, key, ann, bob };
}

const generationOf = ({ view }: RoomPage) =>
  view !== null && 'generation' in view ? view.generation : null;

describe('a room', () => {
  it('is created by the first, joined by the second, and full for a third', async () => {
    const server = await newServer();
    const { key } = await makeRoom(server);
    const ann = await openRoomPage(server.url, key, 'Ann');
    expect(await ann.enter()).toMatchObject({ entered: 'created', room: { phase: 'waiting' } });
    const bob = await openRoomPage(server.url, key, 'Bob');
    expect(await bob.enter()).toMatchObject({
      entered: 'joined',
      room: { phase: 'connecting', place: 'second', generation: 1, remoteName: 'Ann' },
    });
    await until(() =>
      expect(ann.view).toMatchObject({ phase: 'connecting', place: 'first', remoteName: 'Bob' }),
    );
    const cleo = await openRoomPage(server.url, key, 'Cleo');
    expect(codeOf(await cleo.enter())).toBe('room_full');

    expect(await bob.leave()).toBeNull();
    await untilIs(() => ann.view, { phase: 'waiting' });
    expect(await cleo.enter()).toMatchObject({ entered: 'joined', room: { generation: 2 } });
    await until(() => expect(ann.view).toMatchObject({ remoteName: 'Cleo', generation: 2 }));
  });

  it('of many at once lets in exactly two', async () => {
    const server = await newServer();
    const { key } = await makeRoom(server);
    const names = Array.from({ length: 12 }, (_, nth) => `Person ${nth}`);
    const pages = await Promise.all(names.map((name) => openRoomPage(server.url, key, name)));
    const replies = await Promise.all(pages.map((page) => page.enter()));
    const outcomes = replies.map((reply) => (reply.ok ? reply.entered : reply.error.code));
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'joined')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'room_full')).toHaveLength(10);
  });

  it('is active when both see each other, and goes on to the next generation for both', async () => {
    const { ann, bob } = await two(await newServer());
    expect([await ann.ask('connected', 1), await bob.ask('connected', 1)]).toEqual([null, null]);
    await until(() => expect([ann.view?.phase, bob.view?.phase]).toEqual(['active', 'active']));

    expect([await ann.ask('renew', 1), await bob.ask('renew', 1)]).toEqual([null, null]);
    await until(() => expect([ann, bob].map(generationOf)).toEqual([2, 2]));
    expect(await ann.ask('connected', 1)).toBe('stale_generation');
  });

  it('tells the operator, and nobody else, why a browser finds no path', async () => {
    const reasons: string[] = [];
    const server = await newServer({ onNoPath: ({ code }) => reasons.push(code) });
    const { ann } = await two(server);
    const renew = (generation: number, code: string) =>
      ann.socket.emitWithAck('renew', { generation, trouble: { code: code as 'no_path' } });
    expect(codeOf(await renew(1, 'turn_unreachable'))).toBeNull();
    expect(codeOf(await renew(2, 'a reason of its own'))).toBe('invalid_payload');

    expect(reasons).toEqual(['turn_unreachable']);
    const told = server.logged.filter((line) => line.includes('no path'));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/"room":"[\da-f-]{36}","trouble":"turn_unreachable"/);
  });

  it('passes signals to the other one, and to nobody else', async () => {
    const server = await newServer();
    const { ann, bob } = await two(server);
    const others = await two(server);
    const offer = { generation: 1, signal: { type: 'offer', sdp: 'v=0' } };
    ann.signal({ generation: 2, signal: { stale: true } });
    ann.signal('rubbish' as never);
    ann.signal(offer);
    await untilIs(() => bob.signals, [offer]);
    bob.signal(offer);
    await untilIs(() => ann.signals, [offer]);
    expect([others.ann.signals, others.bob.signals]).toEqual([[], []]);
  });

  it('passes nothing to who knocks', async () => {
    const server = await newServer();
    const { key } = await makeRoom(server, { knock: true });
    const ann = await enterRoom(server.url, key, 'Ann');
    const bob = await enterRoom(server.url, key, 'Bob');
    expect(bob.view).toEqual({ phase: 'knocking' });
    await untilIs(() => ann.view, { phase: 'asked', generation: 1, remoteName: 'Bob' });
    ann.signal({ generation: 1, signal: { early: true } });
    bob.signal({ generation: 1, signal: { early: true } });
    expect(await bob.ask('admit', 1)).toBe('forbidden');
    expect(await ann.ask('admit', 1)).toBeNull();
    await untilIs(() => [ann.view?.phase, bob.view?.phase], ['connecting', 'connecting']);
    const offer = { generation: 1, signal: { type: 'offer', sdp: 'v=0' } };
    ann.signal(offer);
    await untilIs(() => bob.signals, [offer]);
    expect(ann.signals).toEqual([]);
  });

  it('tells who knocked and was declined, who may knock again', async () => {
    const server = await newServer();
    const { key } = await makeRoom(server, { knock: true });
    const ann = await enterRoom(server.url, key, 'Ann');
    const bob = await enterRoom(server.url, key, 'Bob');
    expect(await ann.ask('decline', 1)).toBeNull();
    await untilIs(() => bob.view, { phase: 'out', reason: 'declined' });
    expect(ann.view).toEqual({ phase: 'waiting' });
    expect(await bob.ask('renew', 1)).toBe('not_joined');
    expect(await bob.enter()).toMatchObject({ entered: 'joined', room: { phase: 'knocking' } });
    await until(() => expect(generationOf(ann)).toBe(2));
  });
});

describe('a place in a room', () => {
  it('moves with its browser: to a second tab, and after a reload, in a new generation', async () => {
    const server = await newServer();
    const { key, ann, bob } = await two(server);
    const annsOtherTab = await enterRoom(server.url, key, 'Ann');
    await untilIs(() => ann.moved, true);
    expect(annsOtherTab.view).toMatchObject({ place: 'first', generation: 2, remoteName: 'Bob' });
    await until(() => expect(generationOf(bob)).toBe(2));
    expect(bob.view).toMatchObject({ remoteName: 'Ann' });
  });

  it('is kept for the grace time of who dropped, and free afterwards', async () => {
    const clock = createClock();
    const server = await newServer({ clock });
    const { key, ann, bob, id } = await two(server);
    bob.drop();
    await until(async () => {
      const row = await server.rooms.byId(id);
      expect(row).toMatchObject({ second: { awaySince: clock() } });
    });
    const cleo = await openRoomPage(server.url, key, 'Cleo');
    await letPass(server, clock, GRACE_MS - 1);
    expect(codeOf(await cleo.enter())).toBe('room_full');
    const back = await enterRoom(server.url, key, 'Bob', 1);
    expect(back.view).toMatchObject({ phase: 'connecting', place: 'second', generation: 1 });

    back.drop();
    await until(async () => {
      const row = await server.rooms.byId(id);
      expect(row).toMatchObject({ second: { awaySince: clock() } });
    });
    await letPass(server, clock, GRACE_MS);
    await untilIs(() => ann.view, { phase: 'waiting' });
    expect(await cleo.enter()).toMatchObject({ entered: 'joined' });
  });

  it('outlives a server that is killed, and the call goes on in its generation', async () => {
    const folder = emptyFolder();
    const maker = await newServer({ folder });
    const { key } = await makeRoom(maker);
    await maker.close();
    const before = await startServerProcess(folder);
    const ann = await enterRoom(before.url, key, 'Ann');
    const bob = await enterRoom(before.url, key, 'Bob');
    await ann.ask('connected', 1);
    await bob.ask('connected', 1);
    before.process.kill('SIGKILL');
    await once(before.process, 'exit');

    const { url } = await startServerProcess(folder);
    const cleo = await openRoomPage(url, key, 'Cleo');
    expect(codeOf(await cleo.enter())).toBe('room_full');
    const annAgain = await enterRoom(url, key, 'Ann', 1);
    const bobAgain = await enterRoom(url, key, 'Bob', 1);
    expect(annAgain.view).toMatchObject({ phase: 'active', place: 'first', generation: 1 });
    expect(bobAgain.view).toMatchObject({ phase: 'active', place: 'second', generation: 1 });
    annAgain.signal({ generation: 1, signal: { still: 'here' } });
    await until(() => expect(bobAgain.signals).toHaveLength(1));
  });
});

describe('who may not enter', () => {
  it('is told whether the room is unknown, not open yet, expired, revoked or used', async () => {
    const clock = createClock();
    const server = await newServer({ clock });
    const { key } = await makeRoom(server, { opensAt: clock() + HOUR_MS, once: true });
    const { id: revoked, key: revokedKey } = await makeRoom(server);
    await server.sockets.revokeRoom(revoked);
    const why = async (at: typeof key) =>
      codeOf(await (await openRoomPage(server.url, at, 'Ann')).enter());

    const forged = `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}` as typeof key;
    await expect(openRoomPage(server.url, forged, 'Ann')).rejects.toThrow('unknown_room');
    await expect(openRoomPage(server.url, '' as typeof key, 'Ann')).rejects.toThrow(
      'invalid_payload',
    );
    expect(await why(revokedKey)).toBe('room_revoked');
    expect(await why(key)).toBe('room_not_open');
    clock.pass(HOUR_MS);
    const ann = await enterRoom(server.url, key, 'Ann');
    const bob = await enterRoom(server.url, key, 'Bob');
    await ann.ask('connected', 1);
    await bob.ask('connected', 1);
    await ann.leave();
    await bob.leave();
    expect(await why(key)).toBe('room_used');
    const { key: brief } = await makeRoom(server, { closesAt: clock() + HOUR_MS });
    const alone = await enterRoom(server.url, brief, 'Ann');
    await letPass(server, clock, HOUR_MS);
    await untilIs(() => alone.view, { phase: 'out', reason: 'expired' });
    expect(await why(brief)).toBe('room_expired');
  });

  it('is put out when the room is revoked', async () => {
    const server = await newServer();
    const { id, ann, bob } = await two(server);
    await server.sockets.revokeRoom(id);
    const out = { phase: 'out', reason: 'revoked' };
    await until(() => expect([ann.view, bob.view]).toEqual([out, out]));
    expect(codeOf(await ann.enter())).toBe('room_revoked');
  });

  it('is a page of another website', async () => {
    const server = await newServer();
    const { key } = await makeRoom(server);
    await expect(
      openRoomPage(server.url, key, 'Ann', { origin: 'https://elsewhere.example' }),
    ).rejects.toThrow('origin_refused');
  });

  it('is an address that enters too often, though its own place is always there', async () => {
    const server = await newServer({ limits: { joins: { burst: 2, perSecond: 1e-6 } } });
    const { key } = await makeRoom(server);
    const open = (name: string) =>
      openRoomPage(server.url, key, name, { 'x-address': '203.0.113.7' });
    const ann = await open('Ann');
    await ann.enter();
    await ann.leave();
    expect((await ann.enter()).ok).toBe(true);
    expect(codeOf(await (await open('Bob')).enter())).toBe('rate_limited');
    expect((await (await open('Ann')).enter()).ok).toBe(true);
  });

  it('does nothing in a room by asking from outside', async () => {
    const server = await newServer();
    const { key, ann, bob } = await two(server);
    const cleo = await openRoomPage(server.url, key, 'Cleo');
    for (const command of ['admit', 'decline', 'connected', 'renew'] as const) {
      expect(await cleo.ask(command, 1)).toBe('not_joined');
    }
    cleo.signal({ generation: 1, signal: { from: 'outside' } });
    expect(await cleo.leave()).toBeNull();
    ann.signal({ generation: 1, signal: { last: true } });
    await until(() => expect(bob.signals).toHaveLength(1));
    expect([generationOf(ann), ann.signals]).toEqual([1, []]);
  });
});

it('logs neither keys, nor names, nor secrets, nor signals', async () => {
  const server = await newServer();
  const { key, ann, bob } = await two(server);
  ann.signal({ generation: 1, signal: { type: 'offer', sdp: 'a secret description' } });
  await until(() => expect(bob.signals).toHaveLength(1));
  await ann.leave();
  const logged = server.logged.join('');
  expect(logged).toContain('"event":"entered"');
  for (const secret of [key, 'Ann', 'Bob', 'a secret description']) {
    expect(logged).not.toContain(secret);
  }
});
