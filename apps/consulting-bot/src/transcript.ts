import type { ChatMessage } from '@peerdesk/call';
import type { AfterCallTexts } from './texts/widget-texts.ts';

/** The chat as a text that can be kept: a line each, who said it and when. */
export function transcriptOf(
  messages: readonly ChatMessage[],
  texts: Pick<AfterCallTexts, 'you' | 'consultant' | 'file'>,
  locale: string,
): string {
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short' });
  return messages
    .map(({ from, sentAt, text, fileBytes }) => {
      const who = from === 'initiator' ? texts.you : texts.consultant;
      const words = fileBytes === null ? text : texts.file(text);
      // Further lines stand in, so that nobody's words can pass for another's.
      return `[${time.format(sentAt)}] ${who}: ${words.replaceAll('\n', '\n    ')}\n`;
    })
    .join('');
}

/** Hands the browser a text as a file. */
export function download(name: string, text: string): void {
  // The mark tells an old editor that it is UTF-8.
  const url = URL.createObjectURL(new Blob(['\u{feff}', text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
