import type { Response } from 'express';
import { setPagePolicy } from './security-headers.ts';

/** The languages our pages speak. */
export const LANGUAGES = ['en', 'ko'] as const;
export type Language = (typeof LANGUAGES)[number];

export interface PlainPage {
  readonly language: Language;
  readonly title: string;
  readonly words: string;
  readonly link?: { readonly to: string; readonly words: string };
}

const STYLE =
  ':root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}' +
  'main{max-width:32rem;margin:20vh auto 0;padding:0 20px}h1{font-size:28px;line-height:1.25}';

/** A page of a few words, for where there is nothing else to show. */
export function sendPlainPage(response: Response, status: number, page: PlainPage): void {
  const { nonce } = setPagePolicy(response, undefined);
  const link = page.link
    ? `<p><a href="${escapeHtml(page.link.to)}">${escapeHtml(page.link.words)}</a></p>`
    : '';
  response
    .status(status)
    .set('Cache-Control', 'no-store')
    .vary('Accept-Language')
    .type('html')
    .send(
      `<!doctype html><html lang="${page.language}"><head><meta charset="utf-8">` +
        `<meta name="viewport" content="width=device-width,initial-scale=1">` +
        `<title>${escapeHtml(page.title)}</title><style nonce="${nonce}">${STYLE}</style></head>` +
        `<body><main><h1>${escapeHtml(page.title)}</h1><p>${escapeHtml(page.words)}</p>${link}` +
        `</main></body></html>`,
    );
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Words as HTML, in an element or in a quoted attribute. */
export function escapeHtml(words: string): string {
  return words.replaceAll(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
}
