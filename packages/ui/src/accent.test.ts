import { describe, expect, it } from 'vitest';
import { accentTextOf, contrast, onAccentOf, rgbOf } from './accent.ts';

const AA = 4.5;
const SITES = [
  '#1f5fd0',
  '#ff6600',
  '#ffd400',
  '#0a0a0a',
  '#fafafa',
  '#7d7d7d',
  '#00a86b',
  '#e91e63',
];

/** How well words of one colour can be read on another. */
function readability(words: string | null, surface: string): number {
  const [one, other] = [rgbOf(words ?? ''), rgbOf(surface)];
  if (!one || !other) throw new Error(`not colours: ${words}, ${surface}`);
  return contrast(one, other);
}

/** Every grey and every corner of the colour cube: the whole range of brightness. */
const range = Array.from({ length: 256 }, (_, value) => {
  const two = value.toString(16).padStart(2, '0');
  return [`#${two}${two}${two}`, `#${two}00ff`, `#00${two}80`, `#ff${two}00`];
}).flat();

describe('the site’s colour', () => {
  it('carries words that can be read, whatever it is', () => {
    for (const site of [...SITES, ...range]) {
      expect(readability(onAccentOf(site), site), site).toBeGreaterThanOrEqual(AA);
    }
  });

  it('carries white where white can be read', () => {
    expect(onAccentOf('#1f5fd0')).toBe('#fff');
    expect(onAccentOf('#ffd400')).toBe('#000');
  });

  it('can be read on the panel, made darker or lighter as needed', () => {
    for (const site of SITES) {
      expect(readability(accentTextOf(site, 'light'), '#ffffff'), site).toBeGreaterThanOrEqual(AA);
      expect(readability(accentTextOf(site, 'dark'), '#1b1f26'), site).toBeGreaterThanOrEqual(AA);
    }
  });

  it('is left as it is where it can be read already', () => {
    expect(accentTextOf('#1f5fd0', 'light')).toBe('#1f5fd0');
  });

  it('may be written short', () => {
    expect(accentTextOf('#00c', 'light')).toBe('#0000cc');
  });

  it('is refused when it is not a colour', () => {
    for (const wrong of ['', 'teal', '#12', '#1234567', 'url(x)', '#fff;color:red']) {
      expect(onAccentOf(wrong)).toBeNull();
      expect(accentTextOf(wrong, 'dark')).toBeNull();
    }
  });
});
