import { describe, expect, it } from 'vitest';
import { DANA, ERIN } from '../testing/accounts.ts';
import { type Browser, openBrowser } from '../testing/browser.ts';
import { startWholeServer, tempFolder } from '../testing/whole-server.ts';

const signIn = (browser: Browser, password: string = DANA.password, email: string = DANA.email) =>
  browser.post('/api/auth/sign-in/email', { email, password });

/** The cookie of a new account, with its attributes. */
async function setCookie(settings: Record<string, string>): Promise<string> {
  const made = await openBrowser(await startWholeServer(settings)).post('/api/v1/setup', DANA);
  return made.headers.getSetCookie().join('\n');
}

describe('signing in and out', () => {
  it('takes email and password, in whatever case the email is typed', async () => {
    const server = await startWholeServer();
    await openBrowser(server).post('/api/v1/setup', DANA);
    const dana = openBrowser(server);

    expect((await signIn(dana, DANA.password, 'DANA@acme.EXAMPLE')).status).toBe(200);
    expect((await dana.get('/api/v1/me')).json).toMatchObject({ consultant: { name: 'Dana' } });
    expect((await dana.get('/api/auth/get-session')).json).toMatchObject({
      user: { email: DANA.email },
    });
  });

  it('words a wrong email and a wrong password alike', async () => {
    const server = await startWholeServer();
    await openBrowser(server).post('/api/v1/setup', DANA);
    const mallory = openBrowser(server);

    const wrongPassword = await signIn(mallory, 'incorrect horse');
    const wrongEmail = await signIn(mallory, DANA.password, 'dora@acme.example');

    expect(wrongPassword.status).toBe(401);
    expect(wrongEmail.text).toBe(wrongPassword.text);
    expect((await mallory.get('/api/v1/me')).status).toBe(401);
  });

  it('ends with signing out, even for a cookie that was kept', async () => {
    const server = await startWholeServer();
    const dana = openBrowser(server);
    await dana.post('/api/v1/setup', DANA);
    const kept = dana.cookie();

    expect((await dana.post('/api/auth/sign-out')).status).toBe(200);

    expect(dana.cookie()).toBe('');
    expect((await openBrowser(server).get('/api/v1/me', { cookie: kept })).status).toBe(401);
  });

  it('sets a cookie that scripts and other sites do not get, and only HTTPS where there is HTTPS', async () => {
    const plain = await setCookie({});
    expect(plain).toMatch(/HttpOnly/i);
    expect(plain).toMatch(/SameSite=Lax/i);
    expect(plain).not.toMatch(/Secure/i);
    expect(await setCookie({ PUBLIC_URL: 'https://desk.example.com' })).toMatch(/; Secure/i);
  });

  it('is not open to guessing passwords without end', async () => {
    const server = await startWholeServer();
    await openBrowser(server).post('/api/v1/setup', DANA);
    const guessFrom = async (address: string, pretended: string) => {
      const { status } = await openBrowser(server).post(
        '/api/auth/sign-in/email',
        { email: 'dora@acme.example', password: 'guess' },
        { 'x-forwarded-for': address, 'x-peerdesk-address': pretended },
      );
      return status;
    };
    const guesses = [];
    for (let guess = 0; guess < 31; guess += 1) {
      guesses.push(await guessFrom('203.0.113.7', `198.51.100.${guess}`));
    }

    expect(guesses.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 401));
    expect(guesses.at(-1)).toBe(429);
    expect(await guessFrom('203.0.113.8', '203.0.113.7')).toBe(401);
  });
});

describe('the account library', () => {
  it.each([
    '/sign-up/email',
    '/sign-up/email/',
    '//sign-up/email',
    '/sign%2Dup/email',
    '/Sign-Up/Email',
  ])('does not sign anybody up at %s', async (path) => {
    const server = await startWholeServer();
    await openBrowser(server).post('/api/v1/setup', DANA);
    const mallory = openBrowser(server);

    const refused = await mallory.post(`/api/auth${path}`, ERIN);

    expect([403, 404]).toContain(refused.status);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect((await signIn(mallory, ERIN.password, ERIN.email)).status).toBe(401);
  });

  it('refuses signing up in words', async () => {
    const refused = await openBrowser(await startWholeServer()).post(
      '/api/auth/sign-up/email',
      ERIN,
    );
    expect(refused).toMatchObject({ status: 403, json: { code: 'sign_up_closed' } });
  });

  it.each(['/delete-user', '/update-user', '/change-email', '/error'])(
    'keeps %s shut',
    async (path) => {
      const server = await startWholeServer();
      const dana = openBrowser(server);
      await dana.post('/api/v1/setup', DANA);
      expect((await dana.post(`/api/auth${path}`)).status).toBe(404);
    },
  );

  it.each(['not json', '[]', '"words"', '{}', '{"email":1,"password":{}}'])(
    'calls %s a bad request',
    async (body) => {
      const { status } = await openBrowser(await startWholeServer()).post(
        '/api/auth/sign-in/email',
        body,
      );
      expect(status).toBe(400);
    },
  );
});

it('keeps accounts over a restart, and everybody signed in', async () => {
  const settings = { DATA_DIR: tempFolder() };
  const before = await startWholeServer(settings);
  const dana = openBrowser(before);
  await dana.post('/api/v1/setup', DANA);

  const after = await startWholeServer(settings);

  const { json } = await openBrowser(after).get('/api/v1/me', { cookie: dana.cookie() });
  expect(json).toMatchObject({ consultant: { name: 'Dana' } });
});
