import { createStore } from 'zustand/vanilla';
import type { Call } from './contract.ts';
import { FIRST_PICTURE_MS } from './first-picture.ts';
import type { Quality, QualityState, SentCamera } from './quality-types.ts';

const LOW_DATA_KEY = 'peerdesk.low-data';

/** See {@link Quality}. @returns also what ends it; safe to repeat */
export function createQuality(call: Call, camera: SentCamera): Quality & { end(): void } {
  const store = createStore<QualityState>(() => ({
    own: null,
    remote: null,
    sample: null,
    ownPicture: 'sent',
    remotePicture: 'sent',
    lowData: stored((storage) => storage.getItem(LOW_DATA_KEY)) === 'true',
    remoteLowData: false,
  }));
  let over = false;
  let stop: (() => void) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  // Nobody needs it in order to connect, so its code is fetched once there is something to measure.
  const begin = async () => {
    try {
      const { watchQuality } = await import('./quality-watch.ts');
      if (!over) stop = watchQuality(call, store, camera);
    } catch {
      // Out of reach: the call goes on unmeasured.
    }
  };
  const look = () => {
    if (over || call.store.getState().phase !== 'connected') return;
    unfollow();
    timer = setTimeout(() => void begin(), FIRST_PICTURE_MS);
  };
  const unfollow = call.store.subscribe(look);
  look();

  return {
    store,
    setLowData(lowData) {
      stored((storage) => storage.setItem(LOW_DATA_KEY, String(lowData)));
      store.setState({ lowData });
    },
    end() {
      over = true;
      unfollow();
      clearTimeout(timer);
      stop?.();
    },
  };
}

/** Where the browser forbids storage, the choice lasts as long as the call. */
function stored<Value>(use: (storage: Storage) => Value): Value | null {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}
