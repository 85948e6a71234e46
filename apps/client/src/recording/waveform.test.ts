import { expect, it } from 'vitest';
import { peaksOf } from './waveform.ts';

it('keeps the loudest of each part, whichever way it swings', () => {
  expect(peaksOf(new Float32Array([0, 0.25, -0.5, 0, 0, 0]), 3)).toEqual([0.5, 1, 0]);
});

it('draws silence as silence', () => {
  expect(peaksOf(new Float32Array(10), 2)).toEqual([0, 0]);
  // A browser decodes nothing to almost nothing.
  const almost = peaksOf(new Float32Array([0.00001, -0.00001]), 2);
  expect(Math.max(...almost)).toBeLessThan(0.01);
});

it('has something to draw for less than a sample a bar', () => {
  expect(peaksOf(new Float32Array([1]), 4)).toEqual([1, 0, 0, 0]);
});
