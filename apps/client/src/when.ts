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
