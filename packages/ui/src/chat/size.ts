const UNITS = ['B', 'kB', 'MB', 'GB'];

/** A size for people: `512 B`, `1.5 MB`. Of 1,024, as the limit is. */
export function sizeOf(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`;
}
