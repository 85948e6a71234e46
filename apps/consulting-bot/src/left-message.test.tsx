import { afterEach, describe, expect, it, vi } from 'vitest';
import { answerIn, leaveMessage, newAttempt, wrongIn } from './left-message.ts';
import { acme } from './testing/people.ts';

const anns = { name: 'Ann', contact: 'ann@example.org', text: 'Saddle height' };

describe('a message', () => {
  it.each(['ann@example.org', '+49 30 901820', '02-120', '０１２'])(
    'can be answered at %s',
    (contact) => expect(wrongIn({ ...anns, contact })).toEqual([]),
  );

  it.each(['', '12', 'at home'])('cannot be answered at “%s”', (contact) =>
    expect(wrongIn({ ...anns, contact })).toEqual(['contact']),
  );

  it('needs everything, and says so in the order of the fields', () => {
    expect(wrongIn({ name: '', contact: '', text: '' })).toEqual(['name', 'contact', 'reason']);
  });

  it('has an attempt that the server takes, and another one each time', () => {
    const attempts = [newAttempt(), newAttempt()];
    const uuid = /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
    for (const attempt of attempts) expect(attempt).toMatch(uuid);
    expect(attempts[0]).not.toBe(attempts[1]);
  });
});

describe('a refusal', () => {
  it('of fields names them, in the order of the form', () => {
    const errors = [{ field: 'text', message: '…' }, { field: 'name', message: '…' }, null];
    expect(answerIn({ code: 'invalid_fields', errors })).toMatchObject({
      wrong: ['name', 'reason'],
      failure: null,
    });
  });

  it.each([
    [{ code: 'origin_refused' }, 'origin_refused'],
    [{ code: 'rate_limited' }, 'rate_limited'],
    [{ code: 'inbox_full' }, 'queue_full'],
    [{ code: 'invalid_fields', errors: [{ field: 'locale', message: '…' }] }, 'internal'],
    [{ code: 'something new' }, 'internal'],
    [null, 'internal'],
  ] as const)('like %j is told as %s', (problem, failure) => {
    expect(answerIn(problem)).toEqual({ phase: 'writing', wrong: [], failure });
  });
});

describe('on its way', () => {
  afterEach(() => void vi.unstubAllGlobals());
  const desk = { server: 'https://desk.example', callee: acme.slug };
  const leave = (respond: () => Promise<Response>) => {
    vi.stubGlobal('fetch', respond);
    return leaveMessage(desk, { ...anns, locale: 'en', attempt: newAttempt() });
  };

  it('is sent when the server has taken it', async () => {
    const answer = await leave(async () => Response.json({ id: '1' }, { status: 201 }));
    expect(answer).toEqual({ phase: 'sent' });
  });

  it('is not sent without a network, nor by a proxy that answers with a page', async () => {
    const failed = { phase: 'writing', wrong: [], failure: 'unreachable' };
    expect(await leave(() => Promise.reject(new TypeError('Failed to fetch')))).toEqual(failed);
    const page = new Response('<h1>Bad gateway</h1>', { status: 502 });
    expect(await leave(() => Promise.resolve(page))).toEqual(failed);
  });
});
