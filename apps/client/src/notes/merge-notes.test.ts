import { expect, it } from 'vitest';
import { mergeNotes } from './merge-notes.ts';

it.each([
  ['nobody changed anything', 'a', 'a', 'a', 'a'],
  ['only I wrote', 'a', 'a b', 'a', 'a b'],
  ['only they wrote', 'a', 'a', 'a b', 'a b'],
  ['both wrote the same', 'a', 'a b', 'a b', 'a b'],
  ['both began', '', 'mine', 'theirs', 'theirs\nmine'],
  ['both went on', 'old\n', 'old\nmine', 'old\ntheirs', 'old\ntheirs\nmine'],
  [
    'one at the beginning, one at the end',
    'ab cd',
    'ab cd mine',
    'theirs ab cd',
    'theirs ab cd mine',
  ],
  ['the other way round', 'ab cd', 'mine ab cd', 'ab cd theirs', 'mine ab cd theirs'],
  ['in the same place', 'one two three', 'one 2 three', 'one zwei three', 'one zwei\n2 three'],
])('%s', (_what, base, mine, theirs, merged) => {
  expect(mergeNotes(base, mine, theirs)).toBe(merged);
});

it('loses no word that either of them wrote', () => {
  const words = ['refund', 'order 1042', 'call back', 'Tuesday', '환불'];
  const places = [0, 3, 7, 12];
  const base = 'first second';
  for (const mine of words) {
    for (const theirs of words) {
      for (const my of places) {
        for (const their of places) {
          const write = (at: number, word: string) =>
            `${base.slice(0, at)}<${word}>${base.slice(at)}`;
          const merged = mergeNotes(base, write(my, mine), write(their, theirs));
          expect(merged).toContain(mine);
          expect(merged).toContain(theirs);
        }
      }
    }
  }
});
