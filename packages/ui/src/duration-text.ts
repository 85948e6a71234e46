/**
 * A length of time as a clock shows it.
 *
 * @param ms milliseconds; below zero counts as zero
 * @returns `03:12`, or `1:03:12` from an hour on
 */
export function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
