import { createStore } from 'zustand/vanilla';
import { createAllowance } from './allowance.ts';
import {
  addTo,
  type ChatLog,
  isId,
  mergeLogs,
  missingFrom,
  nextTurn,
  readChatMessage,
  readIds,
  wordsIn,
} from './chat-log.ts';
import type { Chat, ChatMessage, ChatState, Line, Side } from './contract.ts';
import { createKept, type Kept } from './kept.ts';

const TOPIC = 'chat';
/** Characters of messages that are kept for a reload, the newest first. */
const KEPT_LENGTH = 200_000;
/** Heard at once: a whole log that is told again. Afterwards, faster than anyone types. */
const HEARD_AT_ONCE = 1200;
const HEARD_PER_SECOND = 10;
/** Asking for everything is answered with everything. */
const COST_OF_ASKING = 100;

export interface ChatOptions {
  readonly line: Line;
  readonly side: Side;
  readonly kept: Kept;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/**
 * See {@link Chat}. On every opening of the line each side tells which messages it has, and the
 * other says those that are missing, whoever wrote them.
 */
export function createChat({ line, side, kept, clock }: ChatOptions): Chat & { end(): void } {
  const before = readKept(kept.read());
  const store = createStore<ChatState>(() => ({
    side,
    draft: '',
    messages: before?.messages ?? [],
    sent: new Set(),
    delivered: new Set(before?.delivered),
    unread: before?.unread ?? 0,
    shown: false,
  }));
  const { getState: now, setState: set } = store;
  const heard = createAllowance(HEARD_AT_ONCE, HEARD_PER_SECOND, clock);
  // Our own words are believed from the other side by a page that has kept none, in its first
  // generation; from then on only we speak for us.
  let believing = before === null;

  const send = (message: ChatMessage): boolean => line.say(TOPIC, { said: message });

  function add(message: ChatMessage): void {
    set({ messages: addTo(now().messages, message) });
  }

  function say(message: ChatMessage): void {
    add(message);
    if (send(message)) set({ sent: new Set([...now().sent, message.id]) });
  }

  function deliver(ids: readonly string[]): void {
    const { messages, delivered } = now();
    const ours = new Set(messages.filter(({ from }) => from === side).map(({ id }) => id));
    const news = ids.filter((id) => ours.has(id) && !delivered.has(id));
    if (news.length > 0) set({ delivered: new Set([...delivered, ...news]) });
  }

  function hear(body: unknown): void {
    if (typeof body !== 'object' || body === null) return;
    const { have, said, got } = body as Record<string, unknown>;
    if (!heard(have === undefined ? 1 : COST_OF_ASKING)) return;
    if (have !== undefined) return fill(readIds(have));
    if (isId(got)) return deliver([got]);
    const message = readChatMessage(said);
    if (message) take(message);
  }

  function fill(have: readonly string[] | null): void {
    if (!have) return;
    deliver(have);
    const { messages, sent } = now();
    const missing = missingFrom(messages, new Set(have));
    const through = missing.filter(send).filter(({ from }) => from === side);
    if (through.length > 0) set({ sent: new Set([...sent, ...through.map(({ id }) => id)]) });
  }

  function take(message: ChatMessage): void {
    const { messages, shown, unread } = now();
    const known = messages.find(({ id }) => id === message.id);
    if (message.from === side) {
      if (known || !believing) return;
      add(message);
      return deliver([message.id]);
    }
    line.say(TOPIC, { got: message.id });
    if (known?.from === side) return;
    add(message);
    if (!known && !shown) set({ unread: unread + 1 });
  }

  function open(): void {
    line.say(TOPIC, { have: now().messages.map(({ id }) => id) });
  }

  const releases = [
    line.hear(TOPIC, hear),
    line.store.subscribe(({ open: isOpen }) => {
      if (isOpen) return open();
      believing = false;
      set({ sent: new Set() });
    }),
    store.subscribe((state, last) => {
      if (
        state.messages !== last.messages ||
        state.delivered !== last.delivered ||
        state.unread !== last.unread
      ) {
        kept.write(keptOf(state));
      }
    }),
  ];
  if (line.store.getState().open) open();

  const speak = (text: string, fileBytes: number | null): ChatMessage | null => {
    const words = wordsIn(text);
    if (words === '') return null;
    const message: ChatMessage = {
      id: crypto.randomUUID(),
      from: side,
      turn: nextTurn(now().messages),
      sentAt: clock(),
      text: words,
      fileBytes,
    };
    say(message);
    return message;
  };

  return {
    store,
    say: (text) => speak(text, null) !== null,
    write: (draft) => set({ draft }),
    sayFile: (name, bytes) => speak(name, bytes)?.id ?? null,
    show(shown) {
      set(shown ? { shown, unread: 0 } : { shown });
    },
    end() {
      for (const release of releases.splice(0)) release();
    },
  };
}

interface KeptChat {
  readonly messages: ChatLog;
  readonly delivered: readonly string[];
  readonly unread: number;
}

function keptOf({ messages, delivered, unread }: ChatState): KeptChat {
  let length = 0;
  const newest = messages.toReversed().filter(({ text }) => {
    length += text.length + 200;
    return length <= KEPT_LENGTH;
  });
  const ids = newest.map(({ id }) => id).filter((id) => delivered.has(id));
  return { messages: newest.toReversed(), delivered: ids, unread };
}

/** What was said in a call that is over, as far as this tab still has it. */
export const keptMessages = (keptAs: string): readonly ChatMessage[] =>
  readKept(createKept(keptAs).read())?.messages ?? [];

function readKept(value: unknown): KeptChat | null {
  if (typeof value !== 'object' || value === null) return null;
  const { messages, delivered, unread } = value as Record<string, unknown>;
  if (!Array.isArray(messages)) return null;
  const read = messages.map(readChatMessage).filter((message) => message !== null);
  return {
    messages: mergeLogs(read, []),
    delivered: readIds(delivered) ?? [],
    unread: typeof unread === 'number' ? unread : 0,
  };
}
