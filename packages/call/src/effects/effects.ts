import { createStore } from 'zustand/vanilla';
import { type Effects, type EffectsState, PICTURE_EFFECTS } from './effect-types.ts';
import type { Processing } from './process.ts';

const EFFECT_KEY = 'peerdesk.picture-effect';
const MIRROR_KEY = 'peerdesk.mirror';

interface Running {
  readonly camera: MediaStreamTrack;
  /** Null until its code is here and it has begun. */
  processing: Processing | null;
}

export interface EffectsEnds {
  readonly effects: Effects;
  /** What is to be sent of a camera's picture. Null: not yet, for the picture as it is must not be seen. */
  readonly pictureOf: (camera: MediaStreamTrack | null) => MediaStreamTrack | null;
}

/** @param onChange what is to be sent has changed */
export function createEffects(onChange: () => void): EffectsEnds {
  const store = createStore<EffectsState>(() => ({
    effect: PICTURE_EFFECTS.find((known) => known === stored(EFFECT_KEY)) ?? 'none',
    mirrored: stored(MIRROR_KEY) !== 'false',
    notice: null,
  }));
  let running: Running | null = null;
  /** What was sent last: it stays until what follows is ready. */
  let sent: MediaStreamTrack | null = null;

  function stop() {
    running?.processing?.stop();
    running = null;
  }

  function giveUp(notice: EffectsState['notice']) {
    stop();
    store.setState({ effect: 'none', notice });
    onChange();
  }

  async function start(mine: Running) {
    try {
      const { startProcessing } = await import('./process.ts');
      const { effect } = store.getState();
      const processing = await startProcessing(mine.camera, effect, () => {
        if (running === mine) giveUp('too_slow');
      });
      if (running !== mine) return processing.stop();
      mine.processing = processing;
      // It may have been changed meanwhile.
      processing.change(store.getState().effect);
      onChange();
    } catch {
      if (running === mine) giveUp('unavailable');
    }
  }

  return {
    effects: {
      store,
      choose(effect) {
        keep(EFFECT_KEY, effect);
        store.setState({ effect, notice: null });
        running?.processing?.change(effect);
        onChange();
      },
      mirror(mirrored) {
        keep(MIRROR_KEY, String(mirrored));
        store.setState({ mirrored });
      },
    },
    pictureOf(camera) {
      // A camera that was turned off gives nothing to paint.
      const dark = camera?.readyState !== 'live';
      if (!camera || dark || store.getState().effect === 'none') {
        stop();
        sent = camera;
        return camera;
      }
      if (running?.camera !== camera) {
        const before = running?.processing ?? null;
        running = { camera, processing: null };
        void start(running);
        before?.stop();
        // Another camera is not seen as it is, not for a moment.
        if (sent !== camera) sent = null;
      }
      sent = running?.processing?.track ?? sent;
      return sent;
    },
  };
}

/** Where the browser forbids storage, a choice lasts as long as the page. */
function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // As said above.
  }
}
