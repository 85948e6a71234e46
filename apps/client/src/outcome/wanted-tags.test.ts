import { expect, it } from 'vitest';
import { wantedTags } from './wanted-tags.ts';

const before = [
  { id: '1', name: 'Refunded' },
  { id: '2', name: 'Call back' },
];

it('knows tags by their names, in whatever order', () => {
  expect(wantedTags(before, ' Call back \n\nRefunded')).toEqual([before[1], before[0]]);
});

it('takes a line that was reworded for the tag it was', () => {
  expect(wantedTags(before, 'Money back\nCall back')).toEqual([
    { id: '1', name: 'Money back' },
    before[1],
  ]);
});

it('makes a new one of a new line, and forgets one that is gone', () => {
  expect(wantedTags(before, 'Refunded\nSold\nCall back')).toEqual([
    before[0],
    { name: 'Sold' },
    before[1],
  ]);
  expect(wantedTags(before, 'Sold')).toEqual([{ name: 'Sold' }]);
  expect(wantedTags(before, ' \n')).toEqual([]);
});
