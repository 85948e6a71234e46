import { describe, expect, it } from 'vitest';
import { lineOf, minutesOf, textOf } from './words.ts';

describe('what a person types', () => {
  it('is sent without control characters', () => {
    expect(lineOf('Ann\tB.\n')).toBe('Ann B.');
    expect(lineOf('\u202eAnn\u0000')).toBe('Ann');
    expect(textOf('one\ntwo\u0007\u2028')).toBe('one\ntwo');
  });

  it('is left as it is otherwise, HTML and emoji included', () => {
    expect(lineOf('<b>Ann</b> 👩‍🦰')).toBe('<b>Ann</b> 👩‍🦰');
  });

  it('is no longer than the server takes', () => {
    expect(lineOf('a'.repeat(10_000))).toHaveLength(80);
    expect(textOf('a'.repeat(10_000))).toHaveLength(500);
  });
});

describe('an estimate', () => {
  it('is given in whole minutes', () => {
    expect(minutesOf({ known: true, minMs: 240_000, maxMs: 400_000 })).toEqual({ min: 4, max: 7 });
  });

  it('is never less than a minute', () => {
    expect(minutesOf({ known: true, minMs: 0, maxMs: 1 })).toEqual({ min: 1, max: 1 });
  });

  it('is not given when it is not honest', () => {
    expect(minutesOf({ known: false })).toBeNull();
  });
});
