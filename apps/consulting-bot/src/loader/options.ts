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
 * @param script our tag; it came from the server, unless it names another
 * @param languages the page's language, then the browser's, best first
 * @returns null without a callee
 */
export function readOptions(
  script: Pick<HTMLScriptElement, 'dataset' | 'src'>,
  languages: readonly string[],
): Options | null {
  const { callee, server, locale } = script.dataset;
  if (!callee) return null;
  return {
    ...(script.dataset as Partial<Options> & { readonly callee: CalleeSlug }),
    server: new URL(server ?? '', script.src).origin,
    locale: (/(^|,)(en|ko)/i.exec([locale, ...languages].join())?.[2]?.toLowerCase() ??
      'en') as Locale,
  };
}
