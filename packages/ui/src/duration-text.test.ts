import { expect, it } from 'vitest';
import { clockOf } from './duration-text.ts';

it('shows minutes and seconds', () => {
  expect(clockOf(0)).toBe('00:00');
  expect(clockOf(59_999)).toBe('00:59');
  expect(clockOf(192_000)).toBe('03:12');
});

it('shows hours once there are any', () => {
  expect(clockOf(3_600_000)).toBe('1:00:00');
  expect(clockOf(3_792_000)).toBe('1:03:12');
});

it('shows nothing below zero, when clocks differ a little', () => {
  expect(clockOf(-2000)).toBe('00:00');
});
