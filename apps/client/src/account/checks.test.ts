import { describe, expect, it } from 'vitest';
import { TEXTS } from '../texts/index.ts';
import { areOrigins, isEmail, isName, isNewPassword, originsIn } from './checks.ts';

const texts = TEXTS.en.console;

describe('a name', () => {
  it('must be there and have an end', () => {
    expect(isName('   ', texts)).toBe('Please fill this in.');
    expect(isName('x'.repeat(81), texts)).toBe('Please use at most 80 characters.');
    expect(isName(' Dana Weiss ', texts)).toBeNull();
  });
});

describe('an email', () => {
  it.each(['dana', 'dana@example', 'da na@example.com'])('is not %s', (email) => {
    expect(isEmail(email, texts)).toBe('This does not look like an email address.');
  });

  it('may have spaces around it', () => {
    expect(isEmail(' dana@example.com ', texts)).toBeNull();
  });
});

describe('a new password', () => {
  it('has 8 to 128 characters, of any kind', () => {
    expect(isNewPassword('1234567', texts)).toBe('Please use at least 8 characters.');
    expect(isNewPassword('비밀번호비밀번호', texts)).toBeNull();
    expect(isNewPassword('x'.repeat(129), texts)).toBe('Please use at most 128 characters.');
  });
});

describe('allowed websites', () => {
  it('are origins, one a line; a slash at the end is forgiven', () => {
    const typed = ' https://www.example.com/ \n\nhttp://localhost:8080';
    expect(areOrigins(typed, texts)).toBeNull();
    expect(originsIn(typed)).toEqual(['https://www.example.com', 'http://localhost:8080']);
  });

  it.each(['example.com', 'https://example.com/shop', 'ftp://example.com', 'javascript:alert(1)'])(
    'are not %s, and the message names it',
    (typed) => {
      expect(areOrigins(typed, texts)).toContain(typed);
    },
  );

  it('may be none', () => {
    expect(areOrigins('\n', texts)).toBeNull();
    expect(originsIn('\n')).toEqual([]);
  });
});
