import type { CalleeSlug, MadeRoom, RoomId, RoomTerms } from '@peerdesk/protocol';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Problem, ServerApi } from '../server-api.ts';

interface RoomListState {
  /** Newest first; null until the server has told. */
  readonly rooms: readonly MadeRoom[] | null;
  /** Whose link is shown: the one that was made or chosen last. */
  readonly shown: RoomId | null;
  /** The room whose revoking is on its way to the server. */
  readonly revoking: RoomId | null;
  /** Why the last thing asked for came to nothing; what is shown may be old then. */
  readonly problem: Problem | null;
}

/** The rooms of one desk. */
export interface RoomList {
  readonly store: StoreApi<RoomListState>;
  /** Asks the server now, and again and again until what it returns is called. */
  readonly watch: () => () => void;
  /** @returns null when done, else why not */
  readonly make: (terms: RoomTerms) => Promise<Problem | null>;
  readonly show: (room: RoomId) => void;
  /** @returns null when done, else why not */
  readonly rename: (room: RoomId, title: string) => Promise<Problem | null>;
  readonly revoke: (room: RoomId) => Promise<void>;
  /** What is under way comes too late from now on. Safe to repeat. */
  readonly close: () => void;
}

/** @param keepFresh calls back now and then, until what it returns is called */
export function createRoomList(
  api: ServerApi,
  slug: CalleeSlug,
  keepFresh: (refresh: () => void) => () => void,
): RoomList {
  const store = createStore<RoomListState>(() => ({
    rooms: null,
    shown: null,
    revoking: null,
    problem: null,
  }));
  // Raised by whatever makes an answer under way an old one.
  let latest = 0;

  const refresh = async () => {
    const question = ++latest;
    const answer = await api.rooms(slug);
    if (question !== latest) return;
    store.setState(answer.ok ? { rooms: answer.value.rooms, problem: null } : answer);
  };

  return {
    store,
    watch() {
      void refresh();
      return keepFresh(() => void refresh());
    },
    async make(terms) {
      const answer = await api.makeRoom(slug, terms);
      if (!answer.ok) return answer.problem;
      latest++;
      const rooms = [answer.value, ...(store.getState().rooms ?? [])];
      store.setState({ rooms, shown: answer.value.id, problem: null });
      return null;
    },
    show: (room) => store.setState({ shown: room }),
    async rename(room, title) {
      const answer = await api.renameRoom(slug, room, title);
      if (!answer.ok) return answer.problem;
      latest++;
      const { rooms } = store.getState();
      const renamed = rooms?.map((other) => (other.id === room ? answer.value : other)) ?? null;
      store.setState({ rooms: renamed, problem: null });
      return null;
    },
    async revoke(room) {
      if (store.getState().revoking !== null) return;
      store.setState({ revoking: room });
      const answer = await api.revokeRoom(slug, room);
      latest++;
      const { rooms, shown } = store.getState();
      store.setState({
        revoking: null,
        ...(answer.ok
          ? {
              rooms: rooms?.map((other) => (other.id === room ? answer.value : other)) ?? null,
              shown: shown === room ? null : shown,
              problem: null,
            }
          : { problem: answer.problem }),
      });
    },
    close() {
      latest = Number.NaN;
    },
  };
}
