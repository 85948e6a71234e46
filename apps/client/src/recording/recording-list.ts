import type { ConsultationId, RecordingDetails, RecordingId } from '@peerdesk/protocol';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Problem, ServerApi } from '../server-api.ts';

export type RecordingListState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed' }
  | {
      readonly phase: 'there';
      readonly recordings: readonly RecordingDetails[];
      /** Of which the last press came to nothing, and why. */
      readonly problem: { readonly of: RecordingId; readonly why: Problem } | null;
    };

/** The recordings of one consultation. */
export interface RecordingList {
  readonly store: StoreApi<RecordingListState>;
  /** Asks the server again; what is shown stays until it has answered. */
  readonly refresh: () => Promise<void>;
  /** What becomes of one from which the caller has withdrawn. */
  readonly keep: (id: RecordingId, keep: boolean) => Promise<void>;
  /** @returns true when it is gone for good */
  readonly remove: (id: RecordingId) => Promise<boolean>;
}

export function createRecordingList(api: ServerApi, consultation: ConsultationId): RecordingList {
  const store = createStore<RecordingListState>(() => ({ phase: 'loading' }));

  const refresh = async () => {
    const answer = await api.recordingsOf(consultation);
    const state = store.getState();
    if (answer.ok) {
      const problem = state.phase === 'there' ? state.problem : null;
      store.setState({ phase: 'there', recordings: answer.value.recordings, problem }, true);
    } else if (state.phase !== 'there') store.setState({ phase: 'failed' }, true);
  };

  const remember = (of: RecordingId, why: Problem | null) => {
    const state = store.getState();
    if (state.phase !== 'there') return;
    store.setState({ ...state, problem: why && { of, why } }, true);
  };

  return {
    store,
    refresh,
    async keep(id, keep) {
      const answer = await api.keepRecording(id, keep);
      remember(id, answer.ok ? null : answer.problem);
      await refresh();
    },
    async remove(id) {
      const answer = await api.deleteRecording(id);
      // Somebody else was faster: it is gone all the same.
      const gone = answer.ok || answer.problem.code === 'unknown_recording';
      remember(id, gone ? null : answer.problem);
      await refresh();
      return gone;
    },
  };
}

/** Is something still to be expected without anybody doing anything? */
export const isAwaited = (state: RecordingListState): boolean =>
  state.phase === 'there' &&
  state.recordings.some((each) => each.state === 'arriving' || each.state === 'recording');
