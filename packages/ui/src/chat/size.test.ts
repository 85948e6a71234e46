import { expect, it } from 'vitest';
import { sizeOf } from './size.ts';

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1500, '1.5 kB'],
  [20 * 1024 * 1024, '20 MB'],
  [100 * 1024 * 1024, '100 MB'],
  [5e15, '4656613 GB'],
])('tells %d bytes as %s', (bytes, words) => {
  expect(sizeOf(bytes)).toBe(words);
});
