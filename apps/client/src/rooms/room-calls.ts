import { createStore, type StoreApi } from 'zustand/vanilla';
import type { KnownRoom } from './known-room.ts';
import type { OwnPlace } from './own-place.ts';
import { isOutside, type RoomCall } from './room-call.ts';

interface RoomCallsState {
  /** The room this window is in, or was in last; null: it has been left behind. */
  readonly call: RoomCall | null;
  /** A consultation at the desk was in the way. */
  readonly refused: boolean;
}

/** One room at a time, and none during a consultation of the desk. */
export interface RoomCalls {
  readonly store: StoreApi<RoomCallsState>;
  readonly enter: (room: KnownRoom) => void;
  /** Leaves what has been left behind. */
  readonly dismiss: () => void;
  readonly close: () => void;
}

export interface RoomCallsParts {
  readonly place: OwnPlace;
  readonly isConsulting: () => boolean;
  readonly openCall: (room: KnownRoom) => RoomCall;
}

/** Goes back into the room this tab was in when it was reloaded. */
export function createRoomCalls({ place, isConsulting, openCall }: RoomCallsParts): RoomCalls {
  const store = createStore<RoomCallsState>(() => ({ call: null, refused: false }));
  let unfollow: (() => void) | null = null;

  function end(): void {
    unfollow?.();
    unfollow = null;
    place.keep(null);
    store.getState().call?.close();
  }

  function enter(room: KnownRoom): void {
    const { call } = store.getState();
    if (call?.room.id === room.id && !isOutside(call.store.getState().standing)) return;
    if (isConsulting()) return store.setState({ refused: true });
    end();
    place.keep(room);
    const next = openCall(room);
    unfollow = next.store.subscribe(({ standing }) => {
      if (isOutside(standing)) place.keep(null);
    });
    store.setState({ call: next, refused: false });
  }

  const inside = place.inside();
  if (inside) enter(inside);

  return {
    store,
    enter,
    dismiss() {
      end();
      store.setState({ call: null, refused: false });
    },
    close: end,
  };
}
