import { expect, it } from 'vitest';
import { screenOf } from './look-around.ts';

it('calls a phone what is small and touched', () => {
  expect(screenOf(390, true)).toBe('phone');
  expect(screenOf(820, true)).toBe('desktop');
  expect(screenOf(390, false)).toBe('desktop');
});
