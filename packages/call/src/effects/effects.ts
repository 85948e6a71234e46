import { createStore } from 'zustand/vanilla';
import { type Effects, type EffectsState, PICTURE_EFFECTS } from './effect-types.ts';
import { fallbackOf, hides } from './fallback.ts';
import type { Processing } from './processing.ts';

const EFFECT_KEY = 'peerdesk.picture-effect';
const MIRROR_KEY = 'peerdesk.mirror';

interface Running {
  readonly camera: MediaStreamTrack;
  /** Null until its code is here and it has begun, and when it could not be had. */
  processing: Processing | null;
  failed: boolean;
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

  /** What runs goes on with less. */
  function giveUp(mine: Running, why: 'too_slow' | 'unavailable') {
    if (running !== mine) return;
    const fallback = fallbackOf(store.getState().effect, why);
    if (fallback.notice === 'no_picture') return giveUpAll(mine, why);
    store.setState(fallback);
    mine.processing?.change(fallback.effect);
    onChange();
  }

  /** Nothing can be done to the picture. */
  function giveUpAll(mine: Running, why: 'too_slow' | 'unavailable') {
    if (running !== mine) return;
    const { effect } = store.getState();
    mine.processing?.stop();
    mine.processing = null;
    mine.failed = true;
    sent = null;
    store.setState(fallbackOf(hides(effect) ? 'soft_blur' : effect, why));
    onChange();
  }

  function tell(mine: Running, state: 'loaded' | 'failed') {
    if (running !== mine || store.getState().effect !== 'blur_background') return;
    if (state === 'failed') giveUp(mine, 'unavailable');
    else store.setState({ notice: null });
  }

  async function start(mine: Running) {
    if (store.getState().effect === 'blur_background') store.setState({ notice: 'loading' });
    try {
      const { startProcessing } = await import('./process.ts');
      const processing = await startProcessing(
        mine.camera,
        store.getState().effect,
        () => giveUp(mine, 'too_slow'),
        (state) => tell(mine, state),
      );
      if (running !== mine) return processing.stop();
      mine.processing = processing;
      // It may have been changed meanwhile.
      processing.change(store.getState().effect);
      onChange();
    } catch {
      giveUpAll(mine, 'unavailable');
    }
  }

  return {
    effects: {
      store,
      choose(effect) {
        keep(EFFECT_KEY, effect);
        store.setState({ effect, notice: effect === 'blur_background' ? 'loading' : null });
        if (running?.failed) running = null;
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
        running = { camera, processing: null, failed: false };
        void start(running);
        before?.stop();
        // Another camera is not seen as it is, not for a moment; nor is what is to be hidden.
        if (sent !== camera || hides(store.getState().effect)) sent = null;
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
