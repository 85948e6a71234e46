import { describe, expect, it } from 'vitest';
import { DANA } from '../testing/accounts.ts';
import { openBrowser } from '../testing/browser.ts';
import { startWholeServer } from '../testing/whole-server.ts';

const ICE = '/api/v1/callees/acme-support/ice';
const TURN = { TURN_URLS: 'turn:turn.example:3478', TURN_SECRET: 'a secret of the relay' };

describe('the servers of a test call', () => {
  it('come with credentials of two minutes, to whoever may call', async () => {
    const nowMs = 1_700_000_000_000;
    const server = await startWholeServer(TURN, { clock: () => nowMs });
    await openBrowser(server).post('/api/v1/setup', DANA);

    const answer = await openBrowser(server).get(ICE, { origin: 'https://shop.example' });

    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.json).toEqual({
      iceServers: [
        {
          urls: ['turn:turn.example:3478'],
          username: '1700000120:self-test.acme-support',
          credential: expect.any(String),
        },
      ],
      iceTransportPolicy: 'all',
    });
    expect(server.log()).not.toContain('1700000120');
  });

  it('are none of the business of pages that may not call', async () => {
    const server = await startWholeServer(TURN);
    const dana = openBrowser(server);
    await dana.post('/api/v1/setup', DANA);
    await dana.send('PATCH', '/api/v1/callees/acme-support', {
      allowedOrigins: ['https://shop.example'],
    });

    const other = await openBrowser(server).get(ICE, { origin: 'https://other.example' });
    expect(other).toMatchObject({ status: 403, json: { code: 'origin_refused' } });
    const nobody = await openBrowser(server).get('/api/v1/callees/nobody/ice');
    expect(nobody).toMatchObject({ status: 404, json: { code: 'unknown_callee' } });
  });

  it('are given to an address a few times only', async () => {
    const server = await startWholeServer({ ...TURN, TRUST_PROXY: '1' });
    await openBrowser(server).post('/api/v1/setup', DANA);
    const ann = openBrowser(server);
    const from = { 'x-forwarded-for': '203.0.113.7' };

    const statuses: number[] = [];
    for (let asked = 0; asked < 8; asked++) statuses.push((await ann.get(ICE, from)).status);

    expect(statuses.slice(0, 6)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(statuses.at(-1)).toBe(429);
    const refused = await ann.get(ICE, from);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('access-control-expose-headers')).toBe('Retry-After');
    expect((await ann.get(ICE, { 'x-forwarded-for': '203.0.113.8' })).status).toBe(200);
  });

  it('are given to a consultant who is signed in', async () => {
    const server = await startWholeServer(TURN);
    const dana = openBrowser(server);
    await dana.post('/api/v1/setup', DANA);

    expect((await dana.get('/api/v1/ice')).json).toMatchObject({
      iceServers: [{ urls: ['turn:turn.example:3478'] }],
    });
    expect((await openBrowser(server).get('/api/v1/ice')).status).toBe(401);
  });
});
