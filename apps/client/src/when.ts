/**
 * A day and a time, as people write it.
 *
 * @param instant epoch milliseconds, or an ISO date
 * @param locale BCP 47
 */
export function whenOf(instant: number | string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }).format(
    new Date(instant),
  );
}

/** A day and a time for a table: as short as it can be told. */
export function shortWhenOf(instant: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(
    instant,
  );
}

/** A time of day, to the second. */
export function timeOf(instant: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }).format(instant);
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** How large a file is, as people say it: `1.2 MB`. */
export function sizeOf(bytes: number, locale: string): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: UNITS[power] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  }).format(bytes / 1000 ** power);
}

/**
 * The name of a language, in another one: `ko` in English is `Korean`.
 *
 * @returns the tag itself where the browser does not know it
 */
export function languageOf(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
