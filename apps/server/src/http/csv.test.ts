import { describe, expect, it } from 'vitest';
import { csvCell } from './csv.ts';

describe('a cell', () => {
  it.each([
    ['Ann', 'Ann'],
    ['', ''],
    ['Kim, Min-ji', '"Kim, Min-ji"'],
    ['say "yes"', '"say ""yes"""'],
    ['two\nlines', '"two\nlines"'],
    ['환불', '환불'],
    ['1 - 2', '1 - 2'],
  ])('holds words as they are: %j', (words, cell) => {
    expect(csvCell(words)).toBe(cell);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\n=1', '=HYPERLINK("a","b")'])(
    'is no formula to a spreadsheet: %j',
    (words) => {
      expect(csvCell(words).replace(/^"/, '')).toMatch(/^'/);
    },
  );
});
