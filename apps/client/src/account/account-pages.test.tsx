import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ME, openConsole, problem } from '../testing/open-console.tsx';

const firstStart = {
  'GET /api/v1/setup': { needed: true, setupCodeNeeded: true },
  'GET /api/auth/get-session': null,
};
const signedOut = { 'GET /api/auth/get-session': null };

describe('the first start', () => {
  it('makes the account and the desk, and opens the queue', async () => {
    const { person, asked } = openConsole({
      routes: { ...firstStart, 'POST /api/v1/setup': { me: ME } },
    });
    await screen.findByRole('heading', { name: 'Create your account' });
    await person.type(screen.getByRole('textbox', { name: 'Your name' }), 'Dana');
    await person.type(screen.getByRole('textbox', { name: 'Email' }), 'dana@example.com');
    await person.type(screen.getByLabelText('Password'), 'correct horse');
    await person.type(screen.getByRole('textbox', { name: 'Desk name' }), 'Acme Support');
    await person.type(screen.getByRole('textbox', { name: 'Setup code' }), 'ABCD-1234');
    await person.click(screen.getByRole('button', { name: 'Create account' }));

    await screen.findByRole('heading', { name: 'Queue' });
    expect(asked.find(({ what }) => what === 'POST /api/v1/setup')?.body).toEqual({
      name: 'Dana',
      email: 'dana@example.com',
      password: 'correct horse',
      deskName: 'Acme Support',
      deskSlug: 'acme-support',
      setupCode: 'ABCD-1234',
    });
  });

  it('suggests an address until Dana has chosen one', async () => {
    const { person } = openConsole({ routes: firstStart });
    const name = await screen.findByRole('textbox', { name: 'Desk name' });
    const address = screen.getByRole<HTMLInputElement>('textbox', { name: 'Desk address' });
    await person.type(name, 'Acme');
    expect(address.value).toBe('acme');
    screen.getByText('Callers can reach it at https://help.example.com/c/acme');

    await person.clear(address);
    await person.type(address, 'help');
    await person.type(name, ' Support');
    expect(address.value).toBe('help');
  });

  it('says at each field what is missing, and goes to the first', async () => {
    const { person, asked } = openConsole({ routes: firstStart });
    await person.click(await screen.findByRole('button', { name: 'Create account' }));

    expect(screen.getAllByText('Please fill this in.')).toHaveLength(6);
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Your name' }));
    expect(asked.some(({ what }) => what.startsWith('POST'))).toBe(false);
  });

  it('says at its field that the setup code is wrong', async () => {
    const { person } = openConsole({
      routes: { ...firstStart, 'POST /api/v1/setup': problem(403, 'wrong_setup_code') },
    });
    await person.type(await screen.findByRole('textbox', { name: 'Your name' }), 'Dana');
    await person.type(screen.getByRole('textbox', { name: 'Email' }), 'dana@example.com');
    await person.type(screen.getByLabelText('Password'), 'correct horse');
    await person.type(screen.getByRole('textbox', { name: 'Desk name' }), 'Acme');
    await person.type(screen.getByRole('textbox', { name: 'Setup code' }), 'nope');
    await person.click(screen.getByRole('button', { name: 'Create account' }));

    await screen.findByText('This is not the setup code that the server printed.');
    const code = screen.getByRole('textbox', { name: 'Setup code' });
    expect(document.activeElement).toBe(code);

    await person.type(code, '!');
    expect(screen.queryByText('This is not the setup code that the server printed.')).toBeNull();
  });
});

/** Dana types who she is. */
async function signIn(person: ReturnType<typeof openConsole>['person']) {
  await person.type(await screen.findByRole('textbox', { name: 'Email' }), 'dana@example.com');
  await person.type(screen.getByLabelText('Password'), 'correct horse');
  await person.click(screen.getByRole('button', { name: 'Sign in' }));
}

describe('signing in', () => {
  it('opens the queue', async () => {
    const { person } = openConsole({
      routes: { ...signedOut, 'POST /api/auth/sign-in/email': { user: {} } },
    });
    await signIn(person);
    await screen.findByRole('heading', { name: 'Queue' });
  });

  it.each([
    [problem(401, 'INVALID_EMAIL_OR_PASSWORD'), /do not match/],
    [problem(429, ''), /Too many attempts/],
    [problem(500, 'internal'), /did not work/],
  ])('says why it did not work', async (answer, words) => {
    const { person } = openConsole({
      routes: { ...signedOut, 'POST /api/auth/sign-in/email': answer },
    });
    await signIn(person);
    expect((await screen.findByRole('alert')).textContent).toMatch(words);
  });

  it('speaks Korean, and the other language a press away', async () => {
    const { person } = openConsole({ routes: signedOut, locale: 'ko' });
    await screen.findByRole('heading', { name: '로그인' });
    screen.getByRole('textbox', { name: '이메일' });
    screen.getByLabelText('비밀번호');
    await person.click(screen.getByRole('button', { name: 'English' }));
    screen.getByRole('heading', { name: 'Sign in' });
  });

  it('is asked for again when the server has forgotten who this is', async () => {
    const { desk } = openConsole();
    await screen.findByRole('heading', { name: 'Queue' });
    desk.say({ refusal: 'not_signed_in' });
    await screen.findByRole('heading', { name: 'Sign in' });
    screen.getByText('You have been signed out. Sign in again to go on.');
  });

  it('ends with Sign out', async () => {
    const { person } = openConsole();
    await person.click(await screen.findByRole('button', { name: 'Sign out' }));
    await screen.findByRole('heading', { name: 'Sign in' });
  });
});

describe('an invitation', () => {
  const open = { calleeName: 'Acme Support', expiresAt: '2026-12-01T10:00:00.000Z' };

  it('lets Bob join with a new account', async () => {
    const { person, history } = openConsole({
      path: '/invite/abc',
      routes: {
        ...signedOut,
        'GET /api/v1/invitations/abc': open,
        'POST /api/v1/invitations/abc/accept': { me: ME },
      },
    });
    await screen.findByRole('heading', { name: 'Join Acme Support' });
    await person.type(screen.getByRole('textbox', { name: 'Your name' }), 'Bob');
    await person.type(screen.getByRole('textbox', { name: 'Email' }), 'bob@example.com');
    await person.type(screen.getByLabelText('Password'), 'battery staple');
    await person.click(screen.getByRole('button', { name: 'Create account' }));
    await screen.findByRole('heading', { name: 'Queue' });
    expect(history.at(-1)).toBe('/');
  });

  it('lets Dana, who is signed in, join as she is', async () => {
    const { person, asked } = openConsole({
      path: '/invite/abc',
      routes: {
        'GET /api/v1/invitations/abc': open,
        'POST /api/v1/invitations/abc/accept': { me: ME },
      },
    });
    await person.click(await screen.findByRole('button', { name: 'Join with this account' }));
    await screen.findByRole('heading', { name: 'Queue' });
    expect(asked.at(-1)).toEqual({ what: 'POST /api/v1/invitations/abc/accept', body: {} });
  });

  it.each([
    [404, 'invitation_unknown', /unknown/],
    [410, 'invitation_used', /used already/],
    [410, 'invitation_expired', /expired/],
  ])('that is refused with %d %s says so', async (status, code, words) => {
    openConsole({
      path: '/invite/abc',
      routes: { ...signedOut, 'GET /api/v1/invitations/abc': problem(status, code) },
    });
    expect((await screen.findByRole('alert')).textContent).toMatch(words);
  });
});

it('offers to try again when the server does not answer', async () => {
  const { person, asked } = openConsole({ routes: { 'GET /api/v1/setup': problem(503, '') } });
  await screen.findByRole('heading', { name: 'The server does not answer' });
  const before = asked.length;
  await person.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(asked.length).toBeGreaterThan(before));
});
