import { describe, expect, it } from 'vitest';
import { LIMITS, schemas } from './schemas.ts';

const join = (fields: object) => schemas.joinCaller.safeParse({ name: 'Ann', ...fields });

const leave = (fields: object) =>
  schemas.leaveMessage.safeParse({
    name: 'Ann',
    contact: 'ann@example.com',
    text: 'Please call me back.',
    attempt: '0193b1f0-0000-4000-8000-000000000000',
    ...fields,
  });

describe('who may join', () => {
  it('takes a name alone, and fills in the rest', () => {
    expect(join({}).data).toEqual({ name: 'Ann', reason: '', media: 'video', locale: 'en' });
  });

  it('takes HTML as the words it is', () => {
    expect(join({ name: '<b>Ann</b>' }).data?.name).toBe('<b>Ann</b>');
  });

  it('takes a reason of several lines, and Korean', () => {
    expect(join({ name: '김민지', reason: '환불\n주문 1042' }).success).toBe(true);
  });

  it.each([
    ['a name of 10,000 characters', { name: 'x'.repeat(10_000) }, 'name'],
    ['a name of spaces', { name: '   ' }, 'name'],
    ['no name and no ticket', { name: undefined }, 'name'],
    ['a control character in a name', { name: 'Ann\u0000' }, 'name'],
    ['a line break in a name', { name: 'Ann\nBob' }, 'name'],
    ['a name written backwards by an override', { name: 'Ann\u202Egpj' }, 'name'],
    ['a control character in a reason', { reason: 'help\u0007' }, 'reason'],
    ['a reason that is too long', { reason: 'x'.repeat(LIMITS.reason + 1) }, 'reason'],
    ['media nobody knows', { media: 'smell' }, 'media'],
    ['a locale that is none', { locale: '../../etc' }, 'locale'],
  ])('refuses %s, and names the field', (_what, fields, field) => {
    expect(join(fields).error?.issues.map(({ path }) => path[0])).toContain(field);
  });
});

describe('a message left', () => {
  it.each([
    ['a telephone number, as people write them', { contact: ' +82 (0)2-1234-5678 ' }],
    ['several lines, and Korean', { text: '안녕하세요\n환불 문의입니다', locale: 'ko' }],
    ['as much as it says it takes', { text: 'x'.repeat(LIMITS.leftMessage) }],
  ])('takes %s', (_what, fields) => {
    expect(leave(fields).success).toBe(true);
  });

  it.each([
    ['a name of spaces', { name: ' ' }, 'name'],
    ['no way to answer', { contact: '' }, 'contact'],
    ['a contact too short to be one', { contact: ' ab ' }, 'contact'],
    ['a contact that is too long', { contact: 'x'.repeat(LIMITS.contact + 1) }, 'contact'],
    ['a contact of two lines', { contact: 'ann@example.com\nbcc: all' }, 'contact'],
    ['words that say nothing', { text: ' \n ' }, 'text'],
    ['too many words', { text: 'x'.repeat(LIMITS.leftMessage + 1) }, 'text'],
    ['a control character in the words', { text: 'help\u0007' }, 'text'],
    ['a locale that is none', { locale: '../../etc' }, 'locale'],
    ['no attempt', { attempt: undefined }, 'attempt'],
    ['an attempt that others could guess', { attempt: '1' }, 'attempt'],
  ])('is not %s', (_what, fields, field) => {
    expect(leave(fields).error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });
});

describe('a signal', () => {
  const message = {
    consultation: '0193b1f0-0000-7000-8000-000000000000',
    generation: 1,
    signal: { type: 'offer', sdp: 'v=0' },
  };

  it('passes as it is', () => {
    expect(schemas.signal.parse(message)).toEqual(message);
  });

  it.each([
    ['text', { signal: 'offer' }],
    ['a list', { signal: [1] }],
    ['nothing', { signal: null }],
  ])('is not %s', (_what, change) => {
    expect(schemas.signal.safeParse({ ...message, ...change }).success).toBe(false);
  });

  it.each([[0], [-1], [1.5], ['1'], [Number.NaN]])('has no generation %s', (generation) => {
    expect(schemas.signal.safeParse({ ...message, generation }).success).toBe(false);
  });
});

describe("a callee's address", () => {
  it.each(['acme-support', 'a1', 'x'.repeat(64)])('may be %s', (callee) => {
    expect(schemas.startConsulting.safeParse({ callee }).success).toBe(true);
  });

  it.each(['', 'a', '-acme', 'acme-', 'ac--me', 'Acme', 'acme support', '../x', 'x'.repeat(65)])(
    'may not be "%s"',
    (callee) => {
      expect(schemas.startConsulting.safeParse({ callee }).success).toBe(false);
    },
  );
});
