import type { LocalMedia, Outgoing } from './contract.ts';
import { createEffects } from './effects/effects.ts';
import { createMix, type Mix } from './mix.ts';
import { swapTrack, trackOf } from './tracks.ts';

/** See {@link Outgoing}. It follows `media` until it is released. */
export function createOutgoing(media: LocalMedia): Outgoing {
  const stream = new MediaStream();
  let source: MediaStream | null = null;
  let screen: MediaStream | null = null;
  let mix: Mix | null = null;

  // The only two places that decide what is sent.
  const picture = () => {
    // No camera is painted while a screen is in its place.
    const camera = source && !screen ? trackOf(source, 'video') : null;
    const painted = pictureOf(camera);
    return screen ? trackOf(screen, 'video') : painted;
  };
  const sound = () => {
    const voice = source && trackOf(source, 'audio');
    mix?.speak(voice);
    return mix?.track ?? voice;
  };
  const update = () => {
    swapTrack(stream, trackOf(stream, 'audio'), sound());
    swapTrack(stream, trackOf(stream, 'video'), picture());
  };
  const follow = (next: MediaStream | null) => {
    if (next === source) return;
    source?.removeEventListener('addtrack', update);
    source?.removeEventListener('removetrack', update);
    source = next;
    source?.addEventListener('addtrack', update);
    source?.addEventListener('removetrack', update);
    update();
  };
  const look = () => {
    const state = media.store.getState();
    if (state.phase === 'closed') follow(null);
    if (state.phase === 'open') follow(state.stream);
  };
  const showScreen = (next: MediaStream | null) => {
    mix?.close();
    screen = next;
    const played = screen && trackOf(screen, 'audio');
    mix = played && createMix(played);
    update();
  };

  const { effects, pictureOf } = createEffects(update);
  const unsubscribe = media.store.subscribe(look);
  look();
  return {
    stream,
    effects,
    showScreen,
    release() {
      unsubscribe();
      follow(null);
      showScreen(null);
    },
  };
}
