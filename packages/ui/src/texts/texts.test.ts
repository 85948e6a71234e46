import { describe, expect, it } from 'vitest';
import { selfTest as enTest } from './en/self-test.ts';
import { en } from './en.ts';
import { selfTest as koTest } from './ko/self-test.ts';
import { ko } from './ko.ts';

/** Every sentence in a table of texts, functions called with sample values. */
function sentencesIn(table: unknown, path = ''): [path: string, sentence: string][] {
  // A table of its own, fetched when it is needed.
  if (path === '.loadBrowser') return [];
  if (typeof table === 'string') return [[path, table]];
  if (typeof table === 'function') return [[path, String(table('Dana', 2))]];
  if (typeof table !== 'object' || table === null) throw new Error(`not a text: ${path}`);
  return Object.entries(table).flatMap(([key, value]) => sentencesIn(value, `${path}.${key}`));
}

const whole = {
  en: { ...en, test: enTest },
  ko: { ...ko, test: koTest },
};

describe('the words of a call', () => {
  it('are the same in number in both languages', () => {
    const paths = sentencesIn(whole.en).map(([path]) => path);
    expect(paths.length).toBeGreaterThan(50);
    expect(sentencesIn(whole.ko).map(([path]) => path)).toEqual(paths);
  });

  it('are Korean in Korean, and never empty', () => {
    for (const [path, sentence] of sentencesIn(whole.ko))
      expect(sentence, path).toMatch(/\p{Script=Hangul}/u);
    for (const [path, sentence] of sentencesIn(whole.en)) expect(sentence, path).toMatch(/^[A-Z]/);
  });

  it('of browsers are whole in both languages', async () => {
    const [english, korean] = await Promise.all([en.loadBrowser(), ko.loadBrowser()]);
    const paths = sentencesIn(english.browser).map(([path]) => path);
    expect(paths.length).toBeGreaterThan(15);
    expect(sentencesIn(korean.browser).map(([path]) => path)).toEqual(paths);
    for (const [path, sentence] of sentencesIn(korean.browser))
      expect(sentence, path).toMatch(/\p{Script=Hangul}/u);
  });

  it('say what the interface promises', () => {
    expect(en.callWith('Dana')).toBe('Call with Dana');
    expect(en.consultantVideo).toBe("Consultant's video");
    expect(en.reconnecting).toBe('Reconnecting…');
  });
});
