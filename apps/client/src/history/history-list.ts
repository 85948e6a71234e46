import type { CalleeSlug, OutcomeTag, PastConsultation } from '@peerdesk/protocol';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AfterCallApi } from '../after-call-api.ts';
import type { Problem } from '../server-api.ts';
import { type HistoryFilter, historyQuery, NO_FILTER } from './history-query.ts';

interface HistoryState {
  readonly filter: HistoryFilter;
  /** The latest first; null until the server has told. */
  readonly consultations: readonly PastConsultation[] | null;
  /** Where there are more; null: these are all. */
  readonly next: string | null;
  readonly loading: boolean;
  readonly problem: Problem | null;
  /** The tags that can be filtered by. */
  readonly tags: readonly OutcomeTag[];
}

/** The consultations of one desk that have ended, as far as they are shown. */
export interface HistoryList {
  readonly store: StoreApi<HistoryState>;
  readonly filter: (change: Partial<HistoryFilter>) => void;
  /** Asks again from the beginning; what is shown stays until the server has answered. */
  readonly refresh: () => Promise<void>;
  readonly more: () => Promise<void>;
}

/** A pause in typing. */
const PAUSE_MS = 300;

export function createHistoryList(
  api: Pick<AfterCallApi, 'history' | 'tags'>,
  slug: CalleeSlug,
): HistoryList {
  const store = createStore<HistoryState>(() => ({
    filter: NO_FILTER,
    consultations: null,
    next: null,
    loading: false,
    problem: null,
    tags: [],
  }));
  // Raised by whatever makes an answer under way an old one.
  let latest = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(after: string | null): Promise<void> {
    clearTimeout(timer);
    const question = ++latest;
    store.setState({ loading: true });
    const answer = await api.history(slug, historyQuery(store.getState().filter, after));
    if (question !== latest) return;
    if (!answer.ok) return store.setState({ loading: false, problem: answer.problem });
    const before = after === null ? [] : (store.getState().consultations ?? []);
    store.setState({
      consultations: [...before, ...answer.value.consultations],
      next: answer.value.next,
      loading: false,
      problem: null,
    });
  }

  return {
    store,
    filter(change) {
      store.setState({ filter: { ...store.getState().filter, ...change } });
      clearTimeout(timer);
      timer = setTimeout(() => void ask(null), 'search' in change ? PAUSE_MS : 0);
    },
    async refresh() {
      const [tags] = await Promise.all([api.tags(slug), ask(null)]);
      if (tags.ok) store.setState({ tags: tags.value.tags });
    },
    async more() {
      const { next, loading } = store.getState();
      if (next !== null && !loading) await ask(next);
    },
  };
}
