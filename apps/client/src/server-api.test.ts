import { describe, expect, it } from 'vitest';
import { createServerApi } from './server-api.ts';

const answering = (body: string, init: ResponseInit = {}) =>
  createServerApi(async () => new Response(body, init));

describe('a refusal', () => {
  it('is told by its code and its fields', async () => {
    const api = answering(
      JSON.stringify({
        code: 'invalid_fields',
        detail: 'email has an account already',
        errors: [{ field: 'email', message: 'has an account already' }, { field: 7 }],
      }),
      { status: 422 },
    );
    expect(await api.me()).toEqual({
      ok: false,
      problem: {
        code: 'invalid_fields',
        detail: 'email has an account already',
        fields: [{ field: 'email', message: 'has an account already' }],
      },
    });
  });

  it('of a password is one, whatever the account library calls it', async () => {
    const api = answering('{"code":"INVALID_EMAIL_OR_PASSWORD","message":"…"}', { status: 401 });
    const answer = await api.signIn('dana@example.com', 'wrong');
    expect(!answer.ok && answer.problem.code).toBe('wrong_password');
  });

  it('for too many attempts is known by its status', async () => {
    const api = answering('Too many requests', { status: 429 });
    const answer = await api.signIn('dana@example.com', 'wrong');
    expect(!answer.ok && answer.problem.code).toBe('rate_limited');
  });
});

describe('trouble on the way', () => {
  it('without a network is no exception', async () => {
    const api = createServerApi(() => Promise.reject(new TypeError('Failed to fetch')));
    const answer = await api.setup();
    expect(!answer.ok && answer.problem.code).toBe('unreachable');
  });

  it('of a proxy that answers with a page is no exception', async () => {
    const answer = await answering('<h1>Bad gateway</h1>', { status: 502 }).setup();
    expect(!answer.ok && answer.problem.code).toBe('unexpected');
  });

  it('of a page in the place of the answer is no success', async () => {
    expect((await answering('<!doctype html>').setup()).ok).toBe(false);
  });
});

it('knows nobody to be signed in when the account library says null', async () => {
  expect(await answering('null').signedIn()).toEqual({ ok: true, value: false });
  expect(await answering('{"user":{}}').signedIn()).toEqual({ ok: true, value: true });
});

it('keeps what came with a link from changing the address', async () => {
  const asked: string[] = [];
  const api = createServerApi(async (input) => {
    asked.push(input instanceof Request ? input.url : input.toString());
    return new Response('{}');
  });
  await api.invitation('../me?x=');
  expect(asked).toEqual(['/api/v1/invitations/..%2Fme%3Fx%3D']);
});
