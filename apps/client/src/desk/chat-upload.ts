import type { Chat, ChatMessage } from '@peerdesk/call';
import type { ChatLine, ConsultationId } from '@peerdesk/protocol';
import type { AfterCallApi } from '../after-call-api.ts';

/** After the last word, so that a conversation does not become a request a line. */
const PAUSE_MS = 2000;
const RETRY_MS = 5000;
/** Of one request; the server takes 32 KiB, and a character may be three bytes. */
const LINES = 50;
const CHARACTERS = 7000;

/**
 * Keeps the chat of a call in the history, as it goes on. The two talk directly; it is this side
 * that tells the server.
 *
 * @returns call it when the call is over: what is left is sent, and nothing is followed any more
 */
export function uploadChat(
  chat: Pick<Chat, 'store'>,
  consultation: ConsultationId,
  api: Pick<AfterCallApi, 'keepChat'>,
): () => void {
  const kept = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending = false;
  let over = false;

  const later = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void send(), ms);
  };

  async function send(): Promise<void> {
    clearTimeout(timer);
    if (sending) return;
    const lines = batchOf(linesOf(chat.store.getState().messages), kept);
    if (lines.length === 0) return;
    sending = true;
    const answer = await api.keepChat(consultation, lines, { keepalive: over });
    sending = false;
    if (answer.ok) {
      for (const { id } of lines) kept.add(id);
      return send();
    }
    if (RETRIED.has(answer.problem.code)) later(RETRY_MS);
  }

  const unfollow = chat.store.subscribe(({ messages }, before) => {
    if (messages !== before.messages) later(PAUSE_MS);
  });
  later(PAUSE_MS);
  return () => {
    over = true;
    unfollow();
    void send();
  };
}

const RETRIED: ReadonlySet<string> = new Set([
  'unreachable',
  'unexpected',
  'internal',
  'rate_limited',
]);

/** In the order of speaking: two clocks may differ, one conversation has one order. */
export function linesOf(messages: readonly ChatMessage[]): ChatLine[] {
  let last = 0;
  return messages.map(({ id, from, sentAt, text, fileBytes }) => {
    last = Math.max(last + 1, Math.round(sentAt));
    const party = from === 'initiator' ? 'caller' : 'consultant';
    return fileBytes === null
      ? { id, at: last, party, kind: 'text', text }
      : { id, at: last, party, kind: 'file', name: text.slice(0, 255), sizeBytes: fileBytes };
  });
}

/** What the server does not have yet, as much as one request may hold. */
function batchOf(lines: readonly ChatLine[], kept: ReadonlySet<string>): ChatLine[] {
  let characters = 0;
  const missing = lines.filter(({ id }) => !kept.has(id)).slice(0, LINES);
  return missing.filter((line, index) => {
    characters += line.kind === 'text' ? line.text.length : line.name.length;
    return index === 0 || characters <= CHARACTERS;
  });
}
