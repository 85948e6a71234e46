import { expect, it } from 'vitest';
import { TEXTS } from '../texts/index.ts';
import { wordsOf } from './problem-words.ts';

const { en, ko } = TEXTS;

it('says at its field, in Korean, what only the server could know', () => {
  const problem = {
    code: 'invalid_fields',
    detail: '',
    fields: [
      { field: 'email', message: 'has an account already' },
      { field: 'deskSlug', message: 'is taken' },
    ],
  };
  expect(wordsOf(problem, ko.console)).toEqual({
    fields: {
      email: ko.console.problems.emailTaken,
      deskSlug: ko.console.problems.slugTaken,
    },
    whole: null,
  });
});

it('puts a wrong setup code at its field', () => {
  const problem = { code: 'wrong_setup_code', detail: '', fields: [] };
  expect(wordsOf(problem, en.console).fields).toEqual({
    setupCode: en.console.problems.setupCode,
  });
});

it('puts what is wrong with one of several origins at the field of them all', () => {
  const problem = {
    code: 'invalid_fields',
    detail: '',
    fields: [{ field: 'allowedOrigins.1', message: 'must be an origin' }],
  };
  expect(Object.keys(wordsOf(problem, en.console).fields)).toEqual(['allowedOrigins']);
});

it('has words even for a code it does not know', () => {
  const problem = { code: 'of_a_newer_server', detail: '', fields: [] };
  expect(wordsOf(problem, en.console).whole).toBe(en.console.problems.unexpected);
});
