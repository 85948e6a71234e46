import type { CalleeSlug } from '@peerdesk/protocol';

export type Locale = 'en' | 'ko';

/** The script tag's `data-` attributes as the page's owner wrote them, and what follows from them. */
export interface Options {
  readonly callee: CalleeSlug;
  /** The server's origin, without a slash at the end. */
  readonly server: string;
  readonly locale: Locale;
  /** The launcher's text, when not ours. */
  readonly label?: string;
  /** `left`; anything else means right. */
  readonly position?: string;
  /** `#rgb` or `#rrggbb`; anything else means our own colour. */
  readonly color?: string;
  /** `none` when the page opens the panel itself. */
  readonly launcher?: string;
  /** `page`: the panel is the whole page, opened at once. */
  readonly layout?: string;
}

/**
 * @param tag the script tag's dataset
 * @param scriptUrl where the script came from: the server, unless the tag names another
 * @param languages the page's language, then the browser's, best first
 * @returns null without a callee
 */
export function readOptions(
  tag: Readonly<Record<string, string | undefined>>,
  scriptUrl: string,
  languages: readonly string[],
): Options | null {
  const { callee, server, locale } = tag;
  if (!callee) return null;
  return {
    ...(tag as Partial<Options>),
    callee: callee as CalleeSlug,
    server: new URL(server || '/', scriptUrl).origin,
    locale: [locale ?? '', ...languages].map(languageOf).find(isLocale) ?? 'en',
  };
}

function languageOf(tag: string): string {
  return tag.slice(0, 2).toLowerCase();
}

function isLocale(language: string): language is Locale {
  return language === 'en' || language === 'ko';
}
