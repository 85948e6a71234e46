import type { Chat, ChatMessage } from '@peerdesk/call';
import type { ChatLine, ConsultationId } from '@peerdesk/protocol';
import type { AfterCallApi } from '../after-call-api.ts';

/** Between two requests, so that a conversation does not become a request a line. */
const PAUSE_MS = 2000;
const RETRY_MS = 5000;
/** Of one request; the server takes 32 KiB, and a character may be three bytes. */
const LINES = 50;
const CHARACTERS = 7000;

/**
 * Keeps the chat of a call in the history, as it goes on. The two talk directly; it is this side
 * that tells the server: at once, or soon after it has last done so, and when the page is left. Of a
 * page that is killed the next one learns from the other side what was said; only if there is none
 * can the words of the last moments be missing.
 *
 * @param page tells when it is left
 * @param own which end of the call this side is: the answerer at the desk, in a room it may be either
 * @returns call it when the call is over: what is left is sent, and nothing is followed any more
 */
export function uploadChat(
  chat: Pick<Chat, 'store'>,
  consultation: ConsultationId,
  api: Pick<AfterCallApi, 'keepChat'>,
  page: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> = window,
  own: ChatMessage['from'] = 'answerer',
): () => void {
  const kept = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending = false;
  let over = false;
  let notBefore = 0;

  const later = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void send(), ms);
  };
  const soon = () => later(Math.max(0, notBefore - Date.now()));

  /** What the server does not have yet. */
  const missingLines = () =>
    linesOf(chat.store.getState().messages, own).filter(({ id }) => !kept.has(id));

  async function send(): Promise<void> {
    clearTimeout(timer);
    if (sending) return;
    const missing = missingLines();
    const lines = batchOf(missing);
    if (lines.length === 0) return;
    sending = true;
    notBefore = Date.now() + PAUSE_MS;
    const answer = await api.keepChat(consultation, lines, { keepalive: over });
    sending = false;
    if (answer.ok) {
      for (const { id } of lines) kept.add(id);
      return over || lines.length < missing.length ? send() : soon();
    }
    if (RETRIED.has(answer.problem.code)) later(RETRY_MS);
  }

  /** Whatever is on its way may be broken off with the page; twice is as good as once. */
  const leave = () => {
    const lines = batchOf(missingLines());
    if (lines.length > 0) void api.keepChat(consultation, lines, { keepalive: true });
  };
  page.addEventListener('pagehide', leave);
  const unfollow = chat.store.subscribe(({ messages }, before) => {
    if (messages !== before.messages && !sending) soon();
  });
  soon();
  return () => {
    over = true;
    unfollow();
    page.removeEventListener('pagehide', leave);
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
export function linesOf(messages: readonly ChatMessage[], own: ChatMessage['from']): ChatLine[] {
  let last = 0;
  return messages.map(({ id, from, sentAt, text, fileBytes }) => {
    last = Math.max(last + 1, Math.round(sentAt));
    const party = from === own ? 'consultant' : 'caller';
    return fileBytes === null
      ? { id, at: last, party, kind: 'text', text }
      : { id, at: last, party, kind: 'file', name: text.slice(0, 255), sizeBytes: fileBytes };
  });
}

/** As much of them as one request may hold. */
function batchOf(lines: readonly ChatLine[]): ChatLine[] {
  let characters = 0;
  return lines.slice(0, LINES).filter((line, index) => {
    characters += line.kind === 'text' ? line.text.length : line.name.length;
    return index === 0 || characters <= CHARACTERS;
  });
}
