import type { CalleeSlug } from '@peerdesk/protocol';

export type Locale = 'en' | 'ko';

/** What the page's owner wrote on the script tag. */
export interface Options {
  readonly callee: CalleeSlug;
  /** The server's origin, without a slash at the end. */
  readonly server: string;
  readonly locale: Locale;
  /** The launcher's text, when not ours. */
  readonly label: string | null;
  readonly position: 'right' | 'left';
  /** `#rgb` or `#rrggbb`; anything else, and null, mean ours. */
  readonly colour: string | null;
  /** False when the page opens the panel itself. */
  readonly launcher: boolean;
  /** `page`: the panel is the whole page, opened at once. */
  readonly layout: 'panel' | 'page';
}

/**
 * Reads the script tag's `data-` attributes.
 *
 * @param tag its dataset
 * @param scriptUrl where the script came from: the server, unless the tag names another
 * @param languages the page's language, then the browser's, best first
 * @returns null without a callee
 */
export function readOptions(
  tag: Readonly<Record<string, string | undefined>>,
  scriptUrl: string,
  languages: readonly string[],
): Options | null {
  if (!tag['callee']) return null;
  return {
    callee: tag['callee'] as CalleeSlug,
    server: new URL(tag['server'] || scriptUrl, scriptUrl).origin,
    locale: localeOf([tag['locale'] ?? '', ...languages]),
    label: tag['label'] || null,
    position: tag['position'] === 'left' ? 'left' : 'right',
    colour: tag['color'] || null,
    launcher: tag['launcher'] !== 'none',
    layout: tag['layout'] === 'page' ? 'page' : 'panel',
  };
}

/** The first language that we speak; English when there is none. */
function localeOf(languages: readonly string[]): Locale {
  return languages.map((language) => language.slice(0, 2).toLowerCase()).find(isLocale) ?? 'en';
}

function isLocale(language: string): language is Locale {
  return language === 'en' || language === 'ko';
}
