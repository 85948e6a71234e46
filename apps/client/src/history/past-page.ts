import type { ConsultationId, ConsultationRecord } from '@peerdesk/protocol';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AfterCallApi } from '../after-call-api.ts';
import type { Problem } from '../server-api.ts';

type PastState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly problem: Problem }
  | {
      readonly phase: 'open';
      readonly record: ConsultationRecord;
      /** Why deleting it came to nothing. */
      readonly problem: Problem | null;
    };

/** One consultation that has ended, with all that it left. */
export interface Past {
  readonly store: StoreApi<PastState>;
  readonly load: () => Promise<void>;
  /** @returns true when it is gone for good */
  readonly remove: () => Promise<boolean>;
}

export function createPast(
  api: Pick<AfterCallApi, 'consultation' | 'deleteConsultation'>,
  id: ConsultationId,
): Past {
  const store = createStore<PastState>(() => ({ phase: 'loading' }));
  return {
    store,
    async load() {
      const answer = await api.consultation(id);
      store.setState(
        answer.ok
          ? { phase: 'open', record: answer.value, problem: null }
          : { phase: 'failed', problem: answer.problem },
        true,
      );
    },
    async remove() {
      const answer = await api.deleteConsultation(id);
      // Somebody else was faster: it is gone all the same.
      if (answer.ok || answer.problem.code === 'unknown_consultation') return true;
      const state = store.getState();
      if (state.phase === 'open') store.setState({ ...state, problem: answer.problem }, true);
      return false;
    },
  };
}
