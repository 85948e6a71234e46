import { REFUSAL_CODES } from '@peerdesk/protocol';
import { describe, expect, it } from 'vitest';
import { texts as en } from './en.ts';
import { texts as ko } from './ko.ts';

/** Every sentence in a table of texts, functions called with sample values. */
function sentencesIn(table: unknown, path = ''): [path: string, sentence: string][] {
  // Tables of their own, fetched when they are needed.
  if (/\.load\w+$/.test(path)) return [];
  if (typeof table === 'string') return [[path, table]];
  if (typeof table === 'function') return [[path, String(table(2, 4))]];
  if (typeof table !== 'object' || table === null) throw new Error(`not a text: ${path}`);
  return Object.entries(table).flatMap(([key, value]) => sentencesIn(value, `${path}.${key}`));
}

describe('the words of the panel', () => {
  it('are the same in number in both languages', () => {
    const paths = sentencesIn(en).map(([path]) => path);
    expect(paths.length).toBeGreaterThan(100);
    expect(sentencesIn(ko).map(([path]) => path)).toEqual(paths);
  });

  it('are Korean in Korean, and never empty', () => {
    for (const [path, words] of sentencesIn(ko)) expect(words, path).toMatch(/\p{Script=Hangul}/u);
    for (const [path, words] of sentencesIn(en)) expect(words, path).toMatch(/\w/);
  });

  it('word every refusal and its next step', () => {
    for (const code of REFUSAL_CODES) {
      expect(en.refusals[code].what, code).toMatch(/\.$/);
      expect(en.refusals[code].next, code).toMatch(/\.$/);
    }
  });

  it('say what the interface promises', () => {
    expect(en.position(3)).toBe('You are number 3 in the queue');
    expect(en.ready('Dana')).toBe('Dana is ready. Connecting…');
    expect(en.estimate(4, 7)).toBe('about 4–7 minutes');
    expect(en.estimate(1, 1)).toBe('about a minute');
  });
});
