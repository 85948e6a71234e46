import { createStore } from 'zustand/vanilla';
import type { Line } from './contract.ts';

/** A message of ours is short; a longer one is not taken for one. */
const TEXT_LIMIT = 64 * 1024;

/** Said before our own end was open; more than an honest side says in that moment is dropped. */
const EARLY_LIMIT = 64;

/** What the line needs of a peer. */
interface Channel {
  readonly send: (data: string) => boolean;
  readonly write: (data: Uint8Array<ArrayBuffer>, done: () => void) => void;
}

/** The engine's side of a line: it is led from one generation's channel to the next one's. */
export interface LineEnds {
  readonly line: Line;
  open(channel: Channel): void;
  /** Safe to repeat. */
  close(): void;
  receive(data: string | Uint8Array<ArrayBuffer>): void;
}

/** See {@link Line}. */
export function createLine(): LineEnds {
  const store = createStore(() => ({ open: false }));
  const listeners = new Map<string, Set<(body: unknown) => void>>();
  const byteListeners = new Set<(bytes: Uint8Array<ArrayBuffer>) => void>();
  /** Writers who wait for room that a closed channel will never have. */
  const writers = new Set<(sent: boolean) => void>();
  let channel: Channel | null = null;
  let early: (string | Uint8Array<ArrayBuffer>)[] = [];

  function receive(data: string | Uint8Array<ArrayBuffer>): void {
    // The other end opens a moment earlier; an answer to what it says could not be said yet.
    if (!channel) {
      if (early.length < EARLY_LIMIT) early.push(data);
      return;
    }
    if (typeof data !== 'string') {
      for (const listener of byteListeners) listener(data);
      return;
    }
    const said = readMessage(data);
    if (!said) return;
    for (const listener of listeners.get(said.topic) ?? []) listener(said.body);
  }

  return {
    line: {
      store,
      say: (topic, body) => channel?.send(JSON.stringify([topic, body])) ?? false,
      hear(topic, listener) {
        const others = listeners.get(topic) ?? new Set();
        listeners.set(topic, others.add(listener));
        return () => others.delete(listener);
      },
      sendBytes(bytes) {
        const through = channel;
        if (!through) return Promise.resolve(false);
        return new Promise((resolve) => {
          const settle = (sent: boolean) => {
            if (writers.delete(settle)) resolve(sent);
          };
          writers.add(settle);
          through.write(bytes, () => settle(true));
        });
      },
      hearBytes(listener) {
        byteListeners.add(listener);
        return () => byteListeners.delete(listener);
      },
    },
    open(next) {
      channel = next;
      store.setState({ open: true });
      for (const data of early.splice(0)) receive(data);
    },
    close() {
      channel = null;
      early = [];
      for (const settle of writers) settle(false);
      if (store.getState().open) store.setState({ open: false });
    },
    receive,
  };
}

/** The other browser may be anybody's: what is not a message of ours is nothing. */
export function readMessage(
  data: string,
): { readonly topic: string; readonly body: unknown } | null {
  if (data.length > TEXT_LIMIT) return null;
  try {
    const parsed: unknown = JSON.parse(data);
    if (!Array.isArray(parsed) || parsed.length !== 2) return null;
    const [topic, body] = parsed as [unknown, unknown];
    return typeof topic === 'string' ? { topic, body } : null;
  } catch {
    return null;
  }
}
