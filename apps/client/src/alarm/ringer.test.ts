import { expect, it } from 'vitest';
import { samplesOf } from './ringer.ts';

it('is two soft tones at the beginning of four seconds of silence', () => {
  const rate = 8000;
  const samples = samplesOf(rate);
  const loudest = (from: number, to: number) =>
    Math.max(...samples.slice(from * rate, to * rate).map(Math.abs));

  expect(samples.length).toBe(4 * rate);
  expect(loudest(0, 0.22)).toBeGreaterThan(0.15);
  expect(loudest(0.24, 0.58)).toBeGreaterThan(0.15);
  expect(loudest(0, 4)).toBeLessThanOrEqual(0.22);
  expect(loudest(0.6, 4)).toBe(0);
});
