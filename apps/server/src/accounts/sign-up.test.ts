import { describe, expect, it } from 'vitest';
import { DANA, ERIN, invite } from '../testing/accounts.ts';
import { type Answer, openBrowser } from '../testing/browser.ts';
import { startWholeServer } from '../testing/whole-server.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

describe('the first account', () => {
  it('is made once, and is signed in', async () => {
    const dana = openBrowser(await startWholeServer());
    expect((await dana.get('/api/v1/setup')).json).toEqual({
      needed: true,
      setupCodeNeeded: false,
    });

    const made = await dana.post('/api/v1/setup', { ...DANA, email: ' Dana@Acme.example ' });

    const me = {
      consultant: { id: expect.any(String), name: 'Dana', email: 'dana@acme.example' },
      callees: [
        {
          slug: 'acme-support',
          name: 'Acme Support',
          allowedOrigins: [],
          recordings: 'ask_each_time',
          onWithdrawal: 'ask',
          recordingDays: null,
          personalDataDays: null,
        },
      ],
    };
    expect(made).toMatchObject({ status: 201, json: { me } });
    expect((await dana.get('/api/v1/me')).json).toEqual(me);
    expect((await dana.get('/api/v1/setup')).json).toEqual({
      needed: false,
      setupCodeNeeded: false,
    });
  });

  it('is not made a second time', async () => {
    const server = await startWholeServer();
    await openBrowser(server).post('/api/v1/setup', DANA);
    const mallory = openBrowser(server);

    const refused = await mallory.post('/api/v1/setup', { ...DANA, email: 'mallory@example.com' });

    expect(refused).toMatchObject({ status: 409, json: { code: 'setup_done' } });
    expect((await mallory.get('/api/v1/me')).status).toBe(401);
  });

  it('goes to one of two who ask at the same moment', async () => {
    const server = await startWholeServer();
    const answers = await Promise.all(
      ['ann', 'bob', 'cleo'].map((name) =>
        openBrowser(server).post('/api/v1/setup', {
          ...DANA,
          email: `${name}@example.com`,
          deskSlug: `${name}s-desk`,
        }),
      ),
    );
    expect(statusesOf(answers)).toEqual([201, 409, 409]);
  });

  it('names every field that cannot be accepted, and makes nothing', async () => {
    const dana = openBrowser(await startWholeServer());

    const refused = await dana.post('/api/v1/setup', {
      name: '  ',
      email: 'dana',
      password: 'short',
      deskName: 'Acme\u0000Support',
      deskSlug: 'Acme Support',
    });

    expect(refused).toMatchObject({ status: 422, json: { code: 'invalid_fields' } });
    expect(fieldsOf(refused.json)).toEqual(['name', 'email', 'password', 'deskName', 'deskSlug']);
    expect((await dana.get('/api/v1/setup')).json).toMatchObject({ needed: true });
    expect((await dana.post('/api/v1/setup', DANA)).status).toBe(201);
  });

  it('needs the printed code where others can reach the server', async () => {
    const server = await startWholeServer({ HOST: '0.0.0.0' });
    const dana = openBrowser(server);
    expect(server.setupCode).toMatch(/^\w{4}-\w{4}-\w{4}$/);
    expect((await dana.get('/api/v1/setup')).json).toEqual({ needed: true, setupCodeNeeded: true });

    for (const setupCode of [undefined, '', 'AAAA-AAAA-AAAA']) {
      const refused = await dana.post('/api/v1/setup', { ...DANA, setupCode });
      expect(refused).toMatchObject({ status: 403, json: { code: 'wrong_setup_code' } });
      expect(fieldsOf(refused.json)).toEqual(['setupCode']);
    }
    const setupCode = server.setupCode?.toLowerCase().replaceAll('-', ' ');
    expect((await dana.post('/api/v1/setup', { ...DANA, setupCode })).status).toBe(201);
  });

  it("takes the operator's own code, and does not print it", async () => {
    const server = await startWholeServer({ HOST: '0.0.0.0', SETUP_CODE: 'open sesame' });
    expect(server.setupCode).toBeNull();
    const made = await openBrowser(server).post('/api/v1/setup', {
      ...DANA,
      setupCode: 'open sesame',
    });
    expect(made.status).toBe(201);
  });

  it('cannot be guessed at without end', async () => {
    const mallory = openBrowser(await startWholeServer({ HOST: '0.0.0.0' }));
    const from = { 'x-forwarded-for': '203.0.113.7' };
    const guesses = [];
    for (let guess = 0; guess < 12; guess += 1) {
      guesses.push(await mallory.post('/api/v1/setup', { ...DANA, setupCode: 'guess!' }, from));
    }
    expect(guesses.at(0)?.json).toMatchObject({ code: 'wrong_setup_code' });
    expect(guesses.at(-1)).toMatchObject({ status: 429, json: { code: 'rate_limited' } });
    expect(Number(guesses.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('an invitation', () => {
  it('makes one more consultant of the desk', async () => {
    const server = await startWholeServer({ PUBLIC_URL: 'https://desk.example.com' });
    const dana = openBrowser(server);
    const erin = openBrowser(server);
    await dana.post('/api/v1/setup', DANA);

    const { status, json } = await dana.post('/api/v1/callees/acme-support/invitations');
    expect(status).toBe(201);
    expect(json['url']).toMatch(/^https:\/\/desk\.example\.com\/invite\/[\w-]{43}$/);
    expect(Number(json['expiresAt'])).toBeGreaterThan(Date.now() + 6 * DAY_MS);

    const path = `/api/v1/invitations/${String(json['url']).split('/').at(-1)}`;
    expect((await erin.get(path)).json).toEqual({
      calleeName: 'Acme Support',
      expiresAt: json['expiresAt'],
    });
    const accepted = await erin.post(`${path}/accept`, ERIN);
    expect(accepted).toMatchObject({
      status: 201,
      json: { me: { consultant: { name: 'Erin' }, callees: [{ slug: 'acme-support' }] } },
    });
    expect((await erin.get('/api/v1/me')).json).toEqual(accepted.json['me']);
  });

  it('opens once, however many press at once', async () => {
    const server = await startWholeServer();
    const dana = openBrowser(server);
    await dana.post('/api/v1/setup', DANA);
    const path = await invite(dana);

    const answers = await Promise.all(
      ['erin', 'finn', 'gus'].map((name) =>
        openBrowser(server).post(`${path}/accept`, { ...ERIN, email: `${name}@acme.example` }),
      ),
    );

    expect(statusesOf(answers)).toEqual([201, 410, 410]);
    const again = await openBrowser(server).get(path);
    expect(again).toMatchObject({ status: 410, json: { code: 'invitation_used' } });
  });

  it('expires after seven days', async () => {
    let now = Date.now();
    const server = await startWholeServer({}, { clock: () => now });
    const dana = openBrowser(server);
    await dana.post('/api/v1/setup', DANA);
    const path = await invite(dana);

    now += 7 * DAY_MS - 1;
    expect((await openBrowser(server).get(path)).status).toBe(200);
    now += 1;
    const late = openBrowser(server);
    const expired = { status: 410, json: { code: 'invitation_expired' } };
    expect(await late.get(path)).toMatchObject(expired);
    expect(await late.post(`${path}/accept`, ERIN)).toMatchObject(expired);
    expect((await late.get('/api/v1/me')).status).toBe(401);
  });

  it('stays open when the fields cannot be accepted', async () => {
    const server = await startWholeServer();
    const dana = openBrowser(server);
    await dana.post('/api/v1/setup', DANA);
    const path = await invite(dana);
    const erin = openBrowser(server);

    const taken = await erin.post(`${path}/accept`, { ...ERIN, email: 'DANA@acme.example' });
    expect(taken).toMatchObject({ status: 422, json: { errors: [{ field: 'email' }] } });
    const empty = await erin.post(`${path}/accept`, {});
    expect(fieldsOf(empty.json)).toEqual(['name', 'email', 'password']);
    expect((await erin.post(`${path}/accept`, ERIN)).status).toBe(201);
  });

  it('adds the desk to somebody who is signed in, safe to repeat', async () => {
    const server = await startWholeServer();
    const dana = openBrowser(server);
    const erin = openBrowser(server);
    await dana.post('/api/v1/setup', DANA);
    await erin.post(`${await invite(dana)}/accept`, ERIN);
    const path = await invite(dana);

    for (const answer of [
      await erin.post(`${path}/accept`, {}),
      await erin.post(`${path}/accept`, {}),
    ]) {
      expect(answer).toMatchObject({
        status: 201,
        json: { me: { consultant: { name: 'Erin' }, callees: [{ slug: 'acme-support' }] } },
      });
    }
  });

  it('is nothing when it was never made', async () => {
    const server = await startWholeServer();
    const mallory = openBrowser(server);
    const unknown = { status: 404, json: { code: 'invitation_unknown' } };
    expect(await mallory.get('/api/v1/invitations/guess')).toMatchObject(unknown);
    expect(await mallory.post('/api/v1/invitations/guess/accept', ERIN)).toMatchObject(unknown);
  });

  it('is made by a consultant of the desk alone', async () => {
    const server = await startWholeServer();
    await openBrowser(server).post('/api/v1/setup', DANA);
    const refused = await openBrowser(server).post('/api/v1/callees/acme-support/invitations');
    expect(refused).toMatchObject({ status: 401, json: { code: 'not_signed_in' } });
  });

  it('leaves no token in the log', async () => {
    const server = await startWholeServer();
    const dana = openBrowser(server);
    await dana.post('/api/v1/setup', DANA);
    const path = await invite(dana);
    await openBrowser(server).post(`${path}/accept`, ERIN);

    expect(server.log()).toContain('/api/v1/invitations/:token');
    expect(server.log()).not.toContain(path.split('/').at(-1));
    expect(server.log()).not.toContain(ERIN.password);
  });
});

function statusesOf(answers: readonly Answer[]): number[] {
  return answers.map(({ status }) => status).toSorted((a, b) => a - b);
}

function fieldsOf(problem: Record<string, unknown>): string[] {
  return (problem['errors'] as { field: string }[]).map(({ field }) => field);
}
