import type { LocalMedia, Outgoing } from './contract.ts';
import { swapTrack, trackOf } from './tracks.ts';

const KINDS = ['audio', 'video'] as const;

/** See {@link Outgoing}. It follows `media` until it is released. */
export function createOutgoing(media: LocalMedia): Outgoing {
  const stream = new MediaStream();
  let source: MediaStream | null = null;

  /** What is to be sent of a kind now. The only place that decides it. */
  const wanted = (kind: 'audio' | 'video') => source && trackOf(source, kind);

  const update = () => {
    for (const kind of KINDS) swapTrack(stream, trackOf(stream, kind), wanted(kind));
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

  const unsubscribe = media.store.subscribe(look);
  look();
  return {
    stream,
    release() {
      unsubscribe();
      follow(null);
    },
  };
}
