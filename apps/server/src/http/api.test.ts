import { describe, expect, it } from 'vitest';
import { DANA, ERIN, invite } from '../testing/accounts.ts';
import { openBrowser } from '../testing/browser.ts';
import { startWholeServer } from '../testing/whole-server.ts';

const SHOP = { origin: 'https://shop.example' };
const STATUS = '/api/v1/callees/acme-support';

describe("a callee's status", () => {
  it('is told to pages of any origin', async () => {
    const server = await startWholeServer();
    await openBrowser(server).post('/api/v1/setup', DANA);

    const status = await openBrowser(server).get(STATUS, SHOP);

    expect(status.status).toBe(200);
    expect(status.json).toEqual({
      slug: 'acme-support',
      name: 'Acme Support',
      consultantsAvailable: 0,
      waiting: 0,
      recordings: 'ask_each_time',
    });
    expect(status.headers.get('access-control-allow-origin')).toBe('*');
    expect(status.headers.get('access-control-allow-credentials')).toBeNull();
    expect(status.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });

  it('is told to the origins that the callee allows, once it names some', async () => {
    const server = await startWholeServer();
    const dana = openBrowser(server);
    await dana.post('/api/v1/setup', DANA);
    const changed = await dana.send('PATCH', STATUS, {
      name: 'Acme Help',
      allowedOrigins: ['https://Shop.example/', 'https://shop.example', 'http://localhost:8080'],
    });
    expect(changed).toMatchObject({
      status: 200,
      json: {
        slug: 'acme-support',
        name: 'Acme Help',
        allowedOrigins: ['https://shop.example', 'http://localhost:8080'],
      },
    });

    const ann = openBrowser(server);
    expect((await ann.get(STATUS, SHOP)).json).toMatchObject({ name: 'Acme Help' });
    expect((await ann.get(STATUS)).status).toBe(200);
    expect((await ann.get(STATUS, { origin: server.url })).status).toBe(200);
    const refused = await ann.get(STATUS, { origin: 'https://other.example' });
    expect(refused).toMatchObject({ status: 403, json: { code: 'origin_refused' } });
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');

    await dana.send('PATCH', STATUS, { allowedOrigins: [] });
    expect((await ann.get(STATUS, { origin: 'https://other.example' })).status).toBe(200);
  });

  it('is a problem when there is no such callee', async () => {
    const unknown = await openBrowser(await startWholeServer()).get('/api/v1/callees/nobody', SHOP);
    expect(unknown.status).toBe(404);
    expect(unknown.headers.get('content-type')).toContain('application/problem+json');
    expect(unknown.json).toEqual({
      type: 'urn:peerdesk:problem:unknown_callee',
      title: 'There is no such desk',
      status: 404,
      detail: 'No desk has this address.',
      code: 'unknown_callee',
    });
  });

  it('answers the question before the question', async () => {
    const server = await startWholeServer();
    const answer = await fetch(`${server.url}${STATUS}`, { method: 'OPTIONS', headers: SHOP });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-methods')).toBe('GET');
  });
});

describe('changing a callee', () => {
  it.each([
    [{ name: '' }, 'name'],
    [{ name: 'x'.repeat(10_000) }, 'name'],
    [{ allowedOrigins: 'https://shop.example' }, 'allowedOrigins'],
    [{ allowedOrigins: ['shop.example'] }, 'allowedOrigins.0'],
    [{ allowedOrigins: ['https://shop.example', 'https://shop.example/path'] }, 'allowedOrigins.1'],
    [{ allowedOrigins: ['null'] }, 'allowedOrigins.0'],
  ])('refuses a bad one: case %#', async (change, field) => {
    const dana = openBrowser(await startWholeServer());
    await dana.post('/api/v1/setup', DANA);
    const refused = await dana.send('PATCH', STATUS, change);
    expect(refused).toMatchObject({ status: 422, json: { errors: [{ field }] } });
    const { json } = await dana.get('/api/v1/me');
    expect(json).toMatchObject({ callees: [{ name: 'Acme Support', allowedOrigins: [] }] });
  });

  it('is for its own consultants', async () => {
    const server = await startWholeServer();
    const dana = openBrowser(server);
    await dana.post('/api/v1/setup', DANA);
    const erin = openBrowser(server);
    expect((await erin.send('PATCH', STATUS, { name: 'Mine' })).status).toBe(401);
    await erin.post(`${await invite(dana)}/accept`, ERIN);
    expect((await erin.send('PATCH', STATUS, { name: 'Ours' })).status).toBe(200);
    const nobodys = await erin.send('PATCH', '/api/v1/callees/nobodys-desk', { name: 'Mine' });
    expect(nobodys).toMatchObject({ status: 404, json: { code: 'unknown_callee' } });
  });

  it('is refused to pages of other sites that use the sign-in behind her back', async () => {
    const server = await startWholeServer();
    const dana = openBrowser(server);
    await dana.post('/api/v1/setup', DANA);

    const paths = [`${STATUS}/invitations`, '/api/auth/sign-out', '/api/auth/sign-in/email'];
    for (const origin of ['https://evil.example', 'null', `${server.url}0`]) {
      for (const path of paths) {
        const forged = await dana.post(path, {}, { origin });
        expect(forged).toMatchObject({ status: 403, json: { code: 'origin_refused' } });
      }
    }
    expect((await dana.get('/api/v1/me')).status).toBe(200);
  });

  it('works under every name of this machine, and under the public one', async () => {
    const server = await startWholeServer({ PUBLIC_URL: 'https://desk.example.com' });
    const dana = openBrowser(server);
    await dana.post('/api/v1/setup', DANA);
    const local = openBrowser({ url: server.url.replace('127.0.0.1', 'localhost') });
    const signIn = { email: DANA.email, password: DANA.password };

    expect((await local.post('/api/auth/sign-in/email', signIn)).status).toBe(200);
    const origin = 'https://desk.example.com';
    expect((await dana.post(`${STATUS}/invitations`, {}, { origin })).status).toBe(201);
  });
});

it('counts the addresses of one IPv6 network as one', async () => {
  const server = await startWholeServer();
  const answers = [];
  for (let host = 1; host <= 40; host += 1) {
    const from = { 'x-forwarded-for': `2001:db8:1:2::${host.toString(16)}` };
    answers.push((await openBrowser(server).get('/api/v1/invitations/guess', from)).status);
  }
  expect(answers.filter((status) => status === 404)).toHaveLength(30);
  expect(answers.at(-1)).toBe(429);
  const neighbour = { 'x-forwarded-for': '2001:db8:1:3::1' };
  expect((await openBrowser(server).get('/api/v1/invitations/guess', neighbour)).status).toBe(404);
});

describe('bad requests', () => {
  it.each([
    ['GET', '/api/v1/nothing', undefined, 404, 'not_found'],
    ['GET', '/api', undefined, 404, 'not_found'],
    ['DELETE', '/api/v1/me', undefined, 404, 'not_found'],
    ['POST', '/api/v1/setup', '{"name":', 400, 'malformed'],
    ['POST', '/api/v1/setup', 'null', 400, 'malformed'],
    ['POST', '/api/v1/setup', '[]', 422, 'invalid_fields'],
    ['POST', '/api/v1/setup', `{"name":"${'x'.repeat(33 * 1024)}"}`, 413, 'too_large'],
    ['POST', '/api/auth/sign-in/email', 'x'.repeat(33 * 1024), 413, 'too_large'],
    ['GET', '/api/v1/callees/%zz', undefined, 400, 'malformed'],
  ])('%s %s is a problem', async (method, path, body, status, code) => {
    const answer = await openBrowser(await startWholeServer()).send(method, path, body);
    expect(answer).toMatchObject({ status, json: { status, code } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('is told when what it sends is no JSON', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await openBrowser(await startWholeServer()).post(
      '/api/v1/setup',
      'name=Dana',
      form,
    );
    expect(answer).toMatchObject({ status: 415, json: { code: 'unsupported_media_type' } });
  });

  it('leave the server as it was', async () => {
    const server = await startWholeServer();
    const dana = openBrowser(server);
    await dana.send('POST', '/api/v1/setup', '{"name":');
    await dana.send('GET', '/%');
    expect((await dana.get('/health/ready')).status).toBe(200);
    expect((await dana.post('/api/v1/setup', DANA)).status).toBe(201);
  });
});
