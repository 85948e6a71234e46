/** Colours that carry a site's accent, as `#rrggbb`; every pair that holds words meets AA (4.5 : 1). */
export interface Accent {
  /** Fills a button. */
  readonly accent: string;
  /** Words on `accent`. */
  readonly onAccent: string;
  /** The accent as words, icons or a ring on the surface. */
  readonly accentText: string;
}

type Rgb = readonly [number, number, number];

/** Contrast that words need, WCAG 2.2 AA. */
const AA = 4.5;
const WHITE: Rgb = [255, 255, 255];
const INK: Rgb = [13, 17, 23];
/** The surface that `accentText` stands on; the same values as in tokens.css. */
const SURFACE = { light: WHITE, dark: [27, 31, 38] } as const;

/**
 * Derives the accent colours of one scheme from the site's own colour.
 *
 * @param colour `#rgb` or `#rrggbb`
 * @returns null when `colour` is not of that form
 */
export function accentOf(colour: string, scheme: 'light' | 'dark'): Accent | null {
  const site = rgbOf(colour);
  if (!site) return null;
  // Most brands put white on their colour; only a really light one gets dark words instead.
  const onAccent = luminance(site) < 0.4 ? WHITE : INK;
  return {
    accent: hexOf(moved(site, onAccent === WHITE ? 'darker' : 'lighter', onAccent)),
    onAccent: hexOf(onAccent),
    accentText: hexOf(moved(site, scheme === 'light' ? 'darker' : 'lighter', SURFACE[scheme])),
  };
}

/** The nearest colour in that direction on which (or as which) words beside `other` can be read. */
function moved(colour: Rgb, direction: 'darker' | 'lighter', other: Rgb): Rgb {
  const target = direction === 'darker' ? 0 : 255;
  for (let step = 0; step < 50; step += 1) {
    const mixed = mix(colour, target, step / 50);
    if (contrast(mixed, other) >= AA) return mixed;
  }
  return [target, target, target];
}

function mix(colour: Rgb, target: number, share: number): Rgb {
  const channel = (value: number) => Math.round(value + (target - value) * share);
  return [channel(colour[0]), channel(colour[1]), channel(colour[2])];
}

/** @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one) + 0.05, luminance(other) + 0.05];
  return Math.max(a, b) / Math.min(a, b);
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

export function rgbOf(colour: string): Rgb | null {
  const digits = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(colour.trim())?.[1];
  if (digits === undefined) return null;
  const long = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits;
  const value = Number.parseInt(long, 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function linear(value: number): number {
  return value <= 10.3 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4;
}

function hexOf(colour: Rgb): string {
  return `#${colour.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
