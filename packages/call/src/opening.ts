import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallState, Opening } from './contract.ts';
import { FIRST_PICTURE_MS } from './first-picture.ts';

/** Two browsers find each other in less where all goes well; whoever waits longer wants to see that something happens. */
const PATIENCE_MS = 600;
/** What this machine sends is at its first picture as well, and the other side waits for it. */
const AFTER_PICTURE_MS = 300;

export interface Openings {
  readonly store: StoreApi<Opening>;
  readonly pictureShown: () => void;
}

/** How much of a call's screen may be drawn. See {@link Opening}. */
export function createOpening(call: Pick<StoreApi<CallState>, 'getState' | 'subscribe'>): Openings {
  const store = createStore<Opening>(() => 'apart');
  let timer: ReturnType<typeof setTimeout> | undefined;

  const become = (opening: Opening) => store.setState(opening, true);
  const beWholeIn = (ms: number) => {
    clearTimeout(timer);
    if (store.getState() !== 'whole') timer = setTimeout(become, ms, 'whole');
  };
  const pictureShown = () => {
    if (store.getState() !== 'apart') return;
    become('face');
    beWholeIn(AFTER_PICTURE_MS);
  };
  const follow = (state: CallState) => {
    switch (state.phase) {
      case 'idle':
        clearTimeout(timer);
        return become('apart');
      case 'connecting':
        return beWholeIn(PATIENCE_MS);
      case 'connected':
        // A voice has no picture that could be waited for.
        if (state.remote.getVideoTracks().length === 0) return pictureShown();
        return store.getState() === 'apart' ? beWholeIn(FIRST_PICTURE_MS) : undefined;
      case 'reconnecting':
      case 'ended':
        return undefined;
      default:
        return state satisfies never;
    }
  };
  follow(call.getState());
  call.subscribe((state, before) => state.phase === before.phase || follow(state));
  return { store, pictureShown };
}
