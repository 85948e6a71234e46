import { expect, it } from 'vitest';
import { isSlug, slugOf } from './slug.ts';

it.each([
  ['Acme Support', 'acme-support'],
  ['  Café — Zürich!  ', 'cafe-zurich'],
  ['24/7 Help', '24-7-help'],
  ['한빛 고객센터', ''],
  ['한빛 A1', 'a1'],
  ['x', ''],
])('suggests for %s the address “%s”', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

it('never suggests what the server would refuse', () => {
  const long = slugOf('very long desk names of a very large company with many words in it-');
  expect(isSlug(long)).toBe(true);
  expect(long.length).toBeLessThanOrEqual(64);
});

it.each(['a', 'Acme', 'acme--support', '-acme', 'acme support', 'a'.repeat(65)])(
  'does not take %s for an address',
  (value) => {
    expect(isSlug(value)).toBe(false);
  },
);
