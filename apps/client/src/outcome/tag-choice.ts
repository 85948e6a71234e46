import type { CalleeSlug, ConsultationId, OutcomeTag } from '@peerdesk/protocol';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AfterCallApi } from '../after-call-api.ts';
import type { Problem } from '../server-api.ts';

interface TagChoiceState {
  /** Those to choose from, in the callee's order, and those chosen long ago; null until known. */
  readonly tags: readonly OutcomeTag[] | null;
  readonly chosen: ReadonlySet<string>;
  readonly problem: Problem | null;
}

/** How one consultation came out, in the callee's own words. */
export interface TagChoice {
  readonly store: StoreApi<TagChoiceState>;
  readonly load: () => Promise<void>;
  readonly toggle: (tag: string) => Promise<void>;
}

export function createTagChoice(
  api: Pick<AfterCallApi, 'tags' | 'tagsOf' | 'chooseTags'>,
  slug: CalleeSlug,
  id: ConsultationId,
): TagChoice {
  const store = createStore<TagChoiceState>(() => ({
    tags: null,
    chosen: new Set(),
    problem: null,
  }));
  // Presses that came before an answer: only the last one's is the truth.
  let latest = 0;

  return {
    store,
    async load() {
      const [all, own] = await Promise.all([api.tags(slug), api.tagsOf(id)]);
      if (!all.ok) return store.setState({ problem: all.problem });
      if (!own.ok) return store.setState({ problem: own.problem });
      const retired = own.value.tags.filter(
        (tag) => !all.value.tags.some((known) => known.id === tag.id),
      );
      store.setState({
        tags: [...all.value.tags, ...retired],
        chosen: new Set(own.value.tags.map((tag) => tag.id)),
        problem: null,
      });
    },
    async toggle(tag) {
      const press = ++latest;
      const before = store.getState().chosen;
      const chosen = new Set(before);
      if (!chosen.delete(tag)) chosen.add(tag);
      store.setState({ chosen });
      const answer = await api.chooseTags(id, [...chosen]);
      if (press !== latest) return;
      store.setState(
        answer.ok
          ? { chosen: new Set(answer.value.tags.map((kept) => kept.id)), problem: null }
          : { chosen: before, problem: answer.problem },
      );
    },
  };
}
