import { beforeEach, describe, expect, it } from 'vitest';
import { DANA } from '../testing/accounts.ts';
import { type Browser, openBrowser } from '../testing/browser.ts';
import { createClock } from '../testing/fixtures.ts';
import { startWholeServer, type WholeServer } from '../testing/whole-server.ts';

const ROOMS = '/api/v1/callees/acme-support/rooms';
const HOUR_MS = 3_600_000;

const clock = createClock();
let server: WholeServer;
let dana: Browser;

beforeEach(async () => {
  server = await startWholeServer({}, { clock });
  dana = openBrowser(server);
  expect((await dana.post('/api/v1/setup', DANA)).status).toBe(201);
});

const pathOf = (room: Record<string, unknown>) =>
  `/api/v1/rooms/${new URL(String(room['url'])).pathname.split('/').at(-1)}`;

describe('a consultant', () => {
  it('makes a room, and finds it and its link in the list', async () => {
    const { status, json } = await dana.post(ROOMS, { title: '  Second look  ', once: true });
    expect(status).toBe(201);
    expect(json).toMatchObject({
      title: 'Second look',
      opensAt: null,
      closesAt: null,
      once: true,
      knock: false,
      openness: 'open',
      inside: 0,
      madeBy: 'Dana',
    });
    expect(String(json['url'])).toMatch(/\/r\/[\w-]{43}$/);
    const another = await dana.post(ROOMS);
    expect((await dana.get(ROOMS)).json).toEqual({ rooms: [another.json, json] });
  });

  it('renames and revokes it', async () => {
    const { json: room } = await dana.post(ROOMS);
    const path = `${ROOMS}/${String(room['id'])}`;
    expect((await dana.send('PATCH', path, { title: 'Contract' })).json).toMatchObject({
      title: 'Contract',
      openness: 'open',
    });
    const revoked = await dana.send('PATCH', path, { revoked: true });
    expect(revoked.json).toMatchObject({ title: 'Contract', openness: 'revoked' });
    expect((await dana.send('PATCH', path, { revoked: true })).json).toEqual(revoked.json);
    expect((await openBrowser(server).get(pathOf(room))).json).toMatchObject({
      openness: 'revoked',
    });
  });

  it('is told what is wrong with its times', async () => {
    const { status, json } = await dana.post(ROOMS, {
      opensAt: clock() + HOUR_MS,
      closesAt: clock() + HOUR_MS,
    });
    expect(status).toBe(422);
    expect(json['errors']).toEqual([{ field: 'closesAt', message: 'must be after it opens' }]);
  });

  it('has nothing to do with the rooms of other desks', async () => {
    const { json: room } = await dana.post(ROOMS);
    const stranger = openBrowser(server);
    expect((await stranger.get(ROOMS)).status).toBe(401);
    expect((await stranger.post(ROOMS)).status).toBe(401);
    const path = `${ROOMS}/${String(room['id'])}`;
    expect((await stranger.send('PATCH', path, { revoked: true })).status).toBe(401);
    const unknown = await dana.send('PATCH', `${ROOMS}/${crypto.randomUUID()}`, { revoked: true });
    expect([unknown.status, unknown.json['code']]).toEqual([404, 'unknown_room']);
  });
});

describe('whoever has the link', () => {
  it('learns what the room is, and when it is open', async () => {
    const opensAt = clock() + HOUR_MS;
    const { json: room } = await dana.post(ROOMS, {
      title: 'Second look',
      opensAt,
      closesAt: opensAt + HOUR_MS,
      knock: true,
    });
    const visitor = openBrowser(server);
    const known = {
      title: 'Second look',
      opensAt,
      closesAt: opensAt + HOUR_MS,
      once: false,
      knock: true,
      calleeName: 'Acme Support',
      yourName: null,
    };
    expect((await visitor.get(pathOf(room))).json).toEqual({ ...known, openness: 'not_yet' });
    clock.pass(HOUR_MS);
    expect((await visitor.get(pathOf(room))).json).toEqual({ ...known, openness: 'open' });
    expect((await dana.get(pathOf(room))).json).toMatchObject({ yourName: 'Dana' });
    clock.pass(HOUR_MS);
    expect((await visitor.get(pathOf(room))).json).toEqual({ ...known, openness: 'expired' });
  });

  it('gets servers for a test call, while the room may be entered, and a few times only', async () => {
    const turn = { TURN_URLS: 'turn:turn.example:3478', TURN_SECRET: 'a secret', TRUST_PROXY: '1' };
    const relayed = await startWholeServer(turn, { clock });
    const owner = openBrowser(relayed);
    await owner.post('/api/v1/setup', DANA);
    const { json: room } = await owner.post(ROOMS, { opensAt: clock() + HOUR_MS });
    const visitor = openBrowser(relayed);
    const ask = (address: string) =>
      visitor.get(`${pathOf(room)}/ice`, { 'x-forwarded-for': address });
    const early = await ask('203.0.113.7');
    expect([early.status, early.json['code']]).toEqual([403, 'room_shut']);
    clock.pass(HOUR_MS);
    const expiresAt = Math.floor(clock() / 1000) + 120;
    expect((await ask('203.0.113.8')).json).toEqual({
      iceServers: [
        {
          urls: ['turn:turn.example:3478'],
          username: `${expiresAt}:self-test.${String(room['id'])}`,
          credential: expect.any(String),
        },
      ],
      iceTransportPolicy: 'all',
    });
    const statuses: number[] = [];
    for (let asked = 0; asked < 7; asked++) statuses.push((await ask('203.0.113.9')).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429]);
  });

  it('learns nothing with another one', async () => {
    const { json: room } = await dana.post(ROOMS);
    const path = pathOf(room);
    const letter = path.endsWith('A') ? 'B' : 'A';
    for (const wrong of [
      `${path.slice(0, -1)}${letter}`,
      `${path}A`,
      '/api/v1/rooms/a',
      path.slice(0, -22),
      `${path}A/ice`,
    ]) {
      const { status, json } = await openBrowser(server).get(wrong);
      expect([status, json['code']]).toEqual([404, 'unknown_room']);
    }
  });

  it('leaves no trace of it in the log', async () => {
    const { json: room } = await dana.post(ROOMS);
    await openBrowser(server).get(pathOf(room));
    expect(server.log()).toContain('/api/v1/rooms/:key');
    expect(server.log()).not.toContain(pathOf(room).split('/').at(-1));
  });
});
