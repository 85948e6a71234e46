import type { CalleeSlug, LeftMessage } from '@peerdesk/protocol';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Problem, ServerApi } from '../server-api.ts';

/** Which messages are shown. */
export type Shelf = 'unhandled' | 'handled';

interface InboxState {
  readonly shelf: Shelf;
  /** Newest first; null until the server has told. */
  readonly messages: readonly LeftMessage[] | null;
  /** Of the desk, whichever are shown. */
  readonly unhandledCount: number;
  /** The messages whose mark is on its way to the server. */
  readonly marking: ReadonlySet<string>;
  /** Why the last thing asked for came to nothing; what is shown may be old then. */
  readonly problem: Problem | null;
}

/** What visitors have left for one desk. */
export interface Inbox {
  readonly store: StoreApi<InboxState>;
  readonly show: (shelf: Shelf) => void;
  /** Asks the server again; what is shown stays until it has answered. */
  readonly refresh: () => Promise<void>;
  /** @returns true when the message is on the other shelf now */
  readonly mark: (message: LeftMessage, handled: boolean) => Promise<boolean>;
  /** What is under way comes too late from now on. Safe to repeat. */
  readonly close: () => void;
}

export function createInbox(api: ServerApi, slug: CalleeSlug): Inbox {
  const store = createStore<InboxState>(() => ({
    shelf: 'unhandled',
    messages: null,
    unhandledCount: 0,
    marking: new Set(),
    problem: null,
  }));
  // Raised by whatever makes an answer under way an old one.
  let latest = 0;

  const refresh = async () => {
    const question = ++latest;
    const answer = await api.messages(slug, store.getState().shelf === 'handled');
    if (question !== latest) return;
    store.setState(answer.ok ? { ...answer.value, problem: null } : { problem: answer.problem });
  };

  return {
    store,
    refresh,
    show(shelf) {
      if (store.getState().shelf === shelf) return;
      store.setState({ shelf, messages: null });
      void refresh();
    },
    async mark({ id }, handled) {
      const { marking } = store.getState();
      if (marking.has(id)) return false;
      store.setState({ marking: new Set([...marking, id]) });
      const answer = await api.markMessage(slug, id, handled);
      const state = store.getState();
      const rest = new Set([...state.marking].filter((other) => other !== id));
      if (!answer.ok) {
        store.setState({ marking: rest, problem: answer.problem });
        return false;
      }
      const messages = state.messages?.filter((message) => message.id !== id) ?? null;
      store.setState({ marking: rest, messages, problem: null });
      // The count is the server's: a colleague may have been faster.
      await refresh();
      return true;
    },
    close() {
      latest = Number.NaN;
    },
  };
}
