import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { CalleeSlug, ConsultantId } from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import { createCallees } from '../storage/callees.ts';
import { openDatabase } from '../storage/database.ts';
import { DANA, ERIN, invite } from '../testing/accounts.ts';
import { type Browser, openBrowser } from '../testing/browser.ts';
import { createClock } from '../testing/fixtures.ts';
import { startWholeServer, tempFolder } from '../testing/whole-server.ts';

const SHOP = { origin: 'https://shop.example' };
const DESK = '/api/v1/callees/acme-support';
const MESSAGES = `${DESK}/messages`;

const annsMessage = () => ({
  name: 'Ann',
  contact: '010-1234-5678',
  text: '환불해 주세요.\n주문 1042',
  locale: 'ko',
  attempt: randomUUID(),
});

async function openDesk(
  settings: Readonly<Record<string, string>> = {},
  clock: () => number = Date.now,
) {
  const server = await startWholeServer(settings, { clock });
  const dana = openBrowser(server);
  await dana.post('/api/v1/setup', DANA);
  return { server, dana, ann: openBrowser(server) };
}

/** Makes a desk that Dana does not answer for. */
async function addForeignDesk(folder: string): Promise<void> {
  const database = openDatabase(join(folder, 'peerdesk.sqlite'));
  const finn = { id: 'finn' as ConsultantId, name: 'Finn' };
  const callees = createCallees(database.db, Date.now);
  await callees.create({ slug: 'other' as CalleeSlug, name: 'Other' }, finn);
  database.close();
}

/** As if so many had been left, one a minute, for days. */
async function fillInbox(folder: string, count: number): Promise<void> {
  const database = openDatabase(join(folder, 'peerdesk.sqlite'));
  const callee = await createCallees(database.db, Date.now).first();
  const rows = Array.from({ length: count }, () => ({
    ...annsMessage(),
    id: randomUUID(),
    callee_id: callee?.id ?? '',
    created_at: 0,
    handled_at: null,
    handled_by: null,
  }));
  await database.db.insertInto('message').values(rows).execute();
  database.close();
}

const from = (address: string) => ({ ...SHOP, 'x-forwarded-for': address });

const pathOf = (id: unknown) => `${MESSAGES}/${String(id)}`;

const namesIn = ({ json }: Awaited<ReturnType<Browser['get']>>) =>
  (json['messages'] as { name: string }[]).map(({ name }) => name);

describe('leaving a message', () => {
  it('works from any page, and its consultants read it', async () => {
    const clock = createClock();
    const { server, dana, ann } = await openDesk({}, clock);

    const left = await ann.post(MESSAGES, annsMessage(), SHOP);

    expect(left).toMatchObject({ status: 201, json: { id: expect.any(String) } });
    expect(left.headers.get('access-control-allow-origin')).toBe('*');
    expect(left.headers.get('access-control-allow-credentials')).toBeNull();
    expect(left.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(left.headers.get('cache-control')).toBe('no-store');
    const { attempt: _attempt, ...written } = annsMessage();
    expect((await dana.get(MESSAGES)).json).toEqual({
      messages: [
        { ...written, id: left.json['id'], createdAt: clock(), handledAt: null, handledBy: null },
      ],
      unhandledCount: 1,
    });
    expect(server.log()).toContain(`/api/v1/callees/:slug/messages`);
    for (const words of ['Ann', '010-1234', '환불']) expect(server.log()).not.toContain(words);
  });

  it('answers the question before the question', async () => {
    const { server } = await openDesk();
    const answer = await fetch(server.url + MESSAGES, {
      method: 'OPTIONS',
      headers: {
        ...SHOP,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-allow-methods')).toBe('POST');
    expect(answer.headers.get('access-control-allow-headers')).toBe('Content-Type');
  });

  it('is for the origins that the callee allows, once it names some', async () => {
    const { server, dana, ann } = await openDesk();
    await dana.send('PATCH', DESK, { allowedOrigins: [SHOP.origin] });

    const refused = await ann.post(MESSAGES, annsMessage(), { origin: 'https://other.example' });

    expect(refused).toMatchObject({ status: 403, json: { code: 'origin_refused' } });
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    expect((await ann.post(MESSAGES, annsMessage(), SHOP)).status).toBe(201);
    expect((await ann.post(MESSAGES, annsMessage(), { origin: server.url })).status).toBe(201);
    expect((await dana.get(MESSAGES)).json).toMatchObject({ unhandledCount: 2 });
  });

  it('names the field that does not fit, and keeps nothing', async () => {
    const { dana, ann } = await openDesk();
    for (const [field, value] of [
      ['name', ''],
      ['contact', 'ab'],
      ['contact', 'x'.repeat(121)],
      ['text', undefined],
      ['text', 'x'.repeat(1001)],
      ['locale', 'Korean!'],
      ['attempt', 'again'],
    ] as const) {
      const refused = await ann.post(MESSAGES, { ...annsMessage(), [field]: value }, SHOP);
      expect(refused).toMatchObject({
        status: 422,
        json: { code: 'invalid_fields', errors: [{ field }] },
      });
      expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    }
    expect((await dana.get(MESSAGES)).json).toEqual({ messages: [], unhandledCount: 0 });
  });

  it('lets the page read why not', async () => {
    const { ann } = await openDesk();
    const json = 'application/json';
    for (const [path, body, type, status, code] of [
      [MESSAGES, '{"name":', json, 400, 'malformed'],
      [MESSAGES, 'name=Ann', 'text/plain', 415, 'unsupported_media_type'],
      [MESSAGES, `{"text":"${'x'.repeat(33 * 1024)}"}`, json, 413, 'too_large'],
      ['/api/v1/callees/nobody/messages', '{}', json, 404, 'unknown_callee'],
    ] as const) {
      const refused = await ann.post(path, body, { ...SHOP, 'content-type': type });
      expect(refused).toMatchObject({ status, json: { code } });
      expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    }
  });

  it('is done once, however often its request arrives', async () => {
    const { dana, ann } = await openDesk();
    const message = annsMessage();

    const [first, second] = await Promise.all([
      ann.post(MESSAGES, message, SHOP),
      ann.post(MESSAGES, message, SHOP),
    ]);
    await dana.send('PATCH', pathOf(first.json['id']), { handled: true });
    const third = await ann.post(MESSAGES, { ...message, text: 'Something else' }, SHOP);

    expect([first.status, second.status, third.status]).toEqual([201, 201, 201]);
    expect([second.json, third.json]).toEqual([first.json, first.json]);
    const { json } = await dana.get(`${MESSAGES}?handled=true`);
    expect(json).toMatchObject({ messages: [{ text: message.text }], unhandledCount: 0 });
  });

  it('is possible five times from one address, then once a minute', async () => {
    const clock = createClock();
    const { ann } = await openDesk({}, clock);
    const first = annsMessage();
    const leave = (message = annsMessage()) => ann.post(MESSAGES, message, from('203.0.113.9'));

    // What has been mistyped or repeated is not held against her.
    expect((await leave({ ...annsMessage(), contact: '' })).status).toBe(422);
    expect((await leave(first)).status).toBe(201);
    expect((await leave(first)).status).toBe(201);
    for (let count = 2; count <= 5; count += 1) expect((await leave()).status).toBe(201);

    const refused = await leave();
    expect(refused).toMatchObject({ status: 429, json: { code: 'rate_limited' } });
    expect(refused.headers.get('retry-after')).toBe('60');
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    expect((await leave(first)).status).toBe(201);
    const bobs = await ann.post(MESSAGES, annsMessage(), from('198.51.100.7'));
    expect(bobs.status).toBe(201);

    clock.pass(60_000);
    expect((await leave()).status).toBe(201);
    expect((await leave()).status).toBe(429);
  });

  it('is refused when a thousand wait to be handled', async () => {
    const folder = tempFolder();
    const { dana, ann } = await openDesk({ DATA_DIR: folder });
    await fillInbox(folder, 999);
    expect((await ann.post(MESSAGES, annsMessage(), SHOP)).status).toBe(201);

    const refused = await ann.post(MESSAGES, annsMessage(), SHOP);

    expect(refused).toMatchObject({ status: 409, json: { code: 'inbox_full' } });
    expect((await dana.get(MESSAGES)).json).toMatchObject({ unhandledCount: 1000 });
  });
});

describe('messages', () => {
  it('are for the consultants of their callee', async () => {
    const folder = tempFolder();
    const { server, dana, ann } = await openDesk({ DATA_DIR: folder });
    await addForeignDesk(folder);
    const others = '/api/v1/callees/other/messages';
    const { json } = await ann.post(others, annsMessage(), SHOP);
    const handled = { handled: true };

    for (const [path, browser, status, code] of [
      [MESSAGES, ann, 401, 'not_signed_in'],
      [others, dana, 403, 'forbidden'],
      ['/api/v1/callees/nobody/messages', dana, 404, 'unknown_callee'],
    ] as const) {
      const problem = { status, json: { code } };
      expect(await browser.get(path)).toMatchObject(problem);
      expect(await browser.send('PATCH', `${path}/${String(json['id'])}`, handled)).toMatchObject(
        problem,
      );
    }
    // By the address of her own desk the other one's message is not there.
    expect(await dana.send('PATCH', pathOf(json['id']), handled)).toMatchObject({
      status: 404,
      json: { code: 'unknown_message' },
    });

    const erin = openBrowser(server);
    await erin.post(`${await invite(dana)}/accept`, ERIN);
    expect(await erin.get(MESSAGES)).toMatchObject({ status: 200, json: { unhandledCount: 0 } });
  });

  it('are not shown to pages of other sites', async () => {
    const { dana } = await openDesk();
    const answer = await dana.get(MESSAGES, SHOP);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });

  it('are marked as handled, and back', async () => {
    const clock = createClock();
    const { dana, ann } = await openDesk({}, clock);
    for (const name of ['Ann', 'Bob', 'Cleo']) {
      clock.pass(1000);
      await ann.post(MESSAGES, { ...annsMessage(), name }, SHOP);
    }
    const before = await dana.get(MESSAGES);
    expect(namesIn(before)).toEqual(['Cleo', 'Bob', 'Ann']);
    const [, bob] = before.json['messages'] as { id: string }[];
    clock.pass(1000);

    const marked = await dana.send('PATCH', pathOf(bob?.id), { handled: true });

    expect(marked.json).toEqual({ ...bob, handledAt: clock(), handledBy: 'Dana' });
    const unhandled = await dana.get(`${MESSAGES}?handled=false`);
    expect(namesIn(unhandled)).toEqual(['Cleo', 'Ann']);
    expect(unhandled.json).toMatchObject({ unhandledCount: 2 });
    const handled = await dana.get(`${MESSAGES}?handled=true`);
    expect(handled.json).toEqual({ messages: [marked.json], unhandledCount: 2 });

    const back = await dana.send('PATCH', pathOf(bob?.id), { handled: false });
    expect(back.json).toEqual(bob);
    expect((await dana.get(MESSAGES)).json).toEqual(before.json);
  });

  it('are told what cannot be asked of them', async () => {
    const { dana, ann } = await openDesk();
    const { json } = await ann.post(MESSAGES, annsMessage(), SHOP);
    const errors = [{ field: 'handled' }];
    for (const body of [{}, { handled: 'yes' }, { handled: null }]) {
      const refused = await dana.send('PATCH', pathOf(json['id']), body);
      expect(refused).toMatchObject({ status: 422, json: { errors } });
    }
    for (const query of ['maybe', '', 'true&handled=false']) {
      const refused = await dana.get(`${MESSAGES}?handled=${query}`);
      expect(refused).toMatchObject({ status: 422, json: { errors } });
    }
    const unknown = await dana.send('PATCH', pathOf(randomUUID()), { handled: true });
    expect(unknown).toMatchObject({ status: 404, json: { code: 'unknown_message' } });
  });

  it('are there after a restart, and so is who handled them', async () => {
    const settings = { DATA_DIR: tempFolder() };
    const { server, dana, ann } = await openDesk(settings);
    const message = annsMessage();
    const { json } = await ann.post(MESSAGES, message, SHOP);
    await ann.post(MESSAGES, { ...annsMessage(), name: 'Bob' }, SHOP);
    await dana.send('PATCH', pathOf(json['id']), { handled: true });
    await server.close();

    const restarted = await startWholeServer(settings);

    const browser = openBrowser(restarted);
    const cookie = { cookie: dana.cookie() };
    expect(namesIn(await browser.get(MESSAGES, cookie))).toEqual(['Bob']);
    const handled = await browser.get(`${MESSAGES}?handled=true`, cookie);
    expect(handled.json).toMatchObject({ messages: [{ name: 'Ann', handledBy: 'Dana' }] });
    expect((await browser.post(MESSAGES, message, SHOP)).json).toEqual(json);
  });
});
