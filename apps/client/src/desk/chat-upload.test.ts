import type { ChatMessage, ChatState } from '@peerdesk/call';
import type { ChatLine, ConsultationId } from '@peerdesk/protocol';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Answer } from '../server-api.ts';
import { linesOf, uploadChat } from './chat-upload.ts';

const ANN = 'ann' as ConsultationId;

const message = (id: string, more: Partial<ChatMessage> = {}): ChatMessage => ({
  id,
  from: 'initiator',
  turn: 1,
  sentAt: 1000,
  text: `words of ${id}`,
  fileBytes: null,
  ...more,
});

function openChat(...messages: ChatMessage[]) {
  const store = createStore<ChatState>(() => ({
    side: 'answerer',
    messages,
    sent: new Set(),
    delivered: new Set(),
    unread: 0,
    shown: false,
    draft: '',
  }));
  const server = { refuses: null as string | null, kept: [] as string[], requests: 0 };
  const api = {
    async keepChat(_id: ConsultationId, lines: readonly ChatLine[]): Promise<Answer<unknown>> {
      server.requests += 1;
      if (server.refuses) {
        return { ok: false, problem: { code: server.refuses, detail: '', fields: [] } };
      }
      server.kept.push(...lines.map(({ id }) => id));
      return { ok: true, value: null };
    },
  };
  const page = new EventTarget();
  const end = uploadChat({ store }, ANN, api, page);
  const say = (...said: ChatMessage[]) =>
    store.setState({ messages: [...store.getState().messages, ...said] });
  return { server, end, say, leave: () => page.dispatchEvent(new Event('pagehide')) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

it('keeps what is said at once, then after a pause, each line once', async () => {
  const { server, say } = openChat(message('a'));
  await pass(0);
  expect(server.kept).toEqual(['a']);
  say(message('b'));
  await pass(1000);
  say(message('c'));
  await pass(999);
  expect(server.requests).toBe(1);
  await pass(1);
  await pass(10_000);
  expect(server.kept).toEqual(['a', 'b', 'c']);
  expect(server.requests).toBe(2);
});

it('keeps a conversation without a pause as it goes on', async () => {
  const { server, say } = openChat();
  for (let line = 0; line < 20; line += 1) {
    say(message(`${line}`));
    await pass(500);
  }
  expect(server.kept.length).toBeGreaterThan(15);
  expect(server.requests).toBeLessThan(8);
});

it('keeps the last words when the page is left', async () => {
  const { server, say, leave } = openChat(message('a'));
  await pass(0);
  say(message('b'));
  leave();
  expect(server.kept).toEqual(['a', 'b']);
});

it('keeps the last words when the call ends, and follows no further', async () => {
  const { server, end, say } = openChat();
  say(message('a'));
  end();
  await pass(0);
  say(message('b'));
  await pass(10_000);
  expect(server.kept).toEqual(['a']);
});

it('tries again what could not be kept, but not what never will be', async () => {
  const { server, say } = openChat();
  server.refuses = 'unreachable';
  say(message('a'));
  await pass(2000);
  server.refuses = null;
  await pass(5000);
  expect(server.kept).toEqual(['a']);

  server.refuses = 'chat_full';
  say(message('b'));
  await pass(60_000);
  expect(server.requests).toBe(3);
});

it('sends a long conversation in parts that the server takes', async () => {
  const many = Array.from({ length: 120 }, (_, index) => message(`${index}`));
  const long = Array.from({ length: 3 }, (_, index) =>
    message(`long ${index}`, { text: '글'.repeat(4000) }),
  );
  const { server } = openChat(...many, ...long);
  await pass(2000);
  expect(server.kept).toHaveLength(123);
  expect(server.requests).toBe(5);
});

it('tells whose line it is, in the order of speaking, whatever the clocks say', () => {
  const messages = [
    message('a', { sentAt: 5000 }),
    message('b', { from: 'answerer', sentAt: 3000, fileBytes: 12, text: 'photo.jpg' }),
    message('c', { sentAt: 6000 }),
  ];
  // In a room the consultant may be the one who was there first.
  expect(linesOf(messages, 'initiator').map(({ party }) => party)).toEqual([
    'consultant',
    'caller',
    'consultant',
  ]);
  expect(linesOf(messages, 'answerer')).toEqual([
    { id: 'a', at: 5000, party: 'caller', kind: 'text', text: 'words of a' },
    { id: 'b', at: 5001, party: 'consultant', kind: 'file', name: 'photo.jpg', sizeBytes: 12 },
    { id: 'c', at: 6000, party: 'caller', kind: 'text', text: 'words of c' },
  ]);
});
