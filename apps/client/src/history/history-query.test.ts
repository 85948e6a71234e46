import { expect, it } from 'vitest';
import { historyQuery, isFiltered, NO_FILTER } from './history-query.ts';

it('asks for what matters', () => {
  expect(historyQuery(NO_FILTER)).toBe('');
  expect(historyQuery({ ...NO_FILTER, search: ' Ann & Bob ', reason: 'completed' })).toBe(
    '?search=Ann+%26+Bob&reason=completed',
  );
  expect(historyQuery(NO_FILTER, '5.id')).toBe('?after=5.id');
});

it('means whole days, as they are where the consultant is', () => {
  const day = { ...NO_FILTER, from: '2026-11-25', to: '2026-11-25' };
  const begin = new Date(2026, 10, 25).getTime();
  const end = new Date(2026, 10, 26).getTime();
  expect(historyQuery(day)).toBe(`?from=${begin}&to=${end}`);
  expect(historyQuery({ ...NO_FILTER, from: '2026-1' })).toBe('');
});

it('knows whether anything is left out', () => {
  expect(isFiltered(NO_FILTER)).toBe(false);
  expect(isFiltered({ ...NO_FILTER, search: '  ' })).toBe(false);
  expect(isFiltered({ ...NO_FILTER, tag: 'x' })).toBe(true);
});
