import type { ConsultationId, RecordingDetails, RecordingId } from '@peerdesk/protocol';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ServerApi } from '../server-api.ts';

export type RecordingListState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed' }
  | { readonly phase: 'there'; readonly recordings: readonly RecordingDetails[] };

/** The recordings of one consultation. */
export interface RecordingList {
  readonly store: StoreApi<RecordingListState>;
  /** Asks the server again; what is shown stays until it has answered. */
  readonly refresh: () => Promise<void>;
  /** What becomes of one from which the caller has withdrawn. */
  readonly keep: (id: RecordingId, keep: boolean) => Promise<void>;
  readonly remove: (id: RecordingId) => Promise<void>;
}

export function createRecordingList(api: ServerApi, consultation: ConsultationId): RecordingList {
  const store = createStore<RecordingListState>(() => ({ phase: 'loading' }));

  const refresh = async () => {
    const answer = await api.recordingsOf(consultation);
    if (answer.ok) store.setState({ phase: 'there', recordings: answer.value.recordings }, true);
    else if (store.getState().phase !== 'there') store.setState({ phase: 'failed' }, true);
  };

  return {
    store,
    refresh,
    async keep(id, keep) {
      await api.keepRecording(id, keep);
      await refresh();
    },
    async remove(id) {
      await api.deleteRecording(id);
      await refresh();
    },
  };
}

/** Is something still to be expected without anybody doing anything? */
export const isAwaited = (state: RecordingListState): boolean =>
  state.phase === 'there' &&
  state.recordings.some((each) => each.state === 'arriving' || each.state === 'recording');
