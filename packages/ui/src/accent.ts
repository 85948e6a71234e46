type Rgb = readonly [number, number, number];

/** Contrast that words need, WCAG 2.2 AA. */
const AA = 4.5;
/** A colour as bright as this is the last that white can be read on. */
const WHITE_READABLE = 1.05 / AA - 0.05;
/** The surfaces of tokens.css. */
const SURFACE = { light: [255, 255, 255], dark: [27, 31, 38] } as const;

/**
 * Black or white, whichever can be read on a colour; on every colour one of the two can.
 * White if both can.
 *
 * @param colour `#rgb` or `#rrggbb`
 * @returns null when `colour` is not of that form
 */
export function onAccentOf(colour: string): '#fff' | '#000' | null {
  const rgb = rgbOf(colour);
  return rgb && (luminance(rgb) > WHITE_READABLE ? '#000' : '#fff');
}

/**
 * A site's colour as words, icons or a ring on the surface: itself where it can be read there,
 * else the nearest darker (light scheme) or lighter (dark scheme) one.
 *
 * @param colour `#rgb` or `#rrggbb`
 * @returns `#rrggbb`, or null when `colour` is not of that form
 */
export function accentTextOf(colour: string, scheme: 'light' | 'dark'): string | null {
  const rgb = rgbOf(colour);
  if (!rgb) return null;
  const target = scheme === 'light' ? 0 : 255;
  for (let percent = 0; percent < 100; percent += 2) {
    const mixed = mix(rgb, target, percent / 100);
    if (contrast(mixed, SURFACE[scheme]) >= AA) return hexOf(mixed);
  }
  return hexOf([target, target, target]);
}

/** @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one: Rgb, other: Rgb): number {
  const a = luminance(one) + 0.05;
  const b = luminance(other) + 0.05;
  return a > b ? a / b : b / a;
}

export function rgbOf(colour: string): Rgb | null {
  const long = colour.length < 5 ? colour.replace(/\w/g, '$&$&') : colour;
  if (!/^#[\da-f]{6}$/i.test(long)) return null;
  const value = Number(long.replace('#', '0x'));
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(value: number): number {
  return value <= 10.3 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4;
}

function mix(colour: Rgb, target: number, share: number): Rgb {
  const [red, green, blue] = colour.map((value) => Math.round(value + (target - value) * share));
  return [red ?? 0, green ?? 0, blue ?? 0];
}

function hexOf(colour: Rgb): string {
  return `#${colour.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
