import { useCallback, useSyncExternalStore } from 'react';

/** Does this stream show a picture now? A track that has ended, or has not begun to arrive, shows none. */
export function hasPicture(stream: MediaStream | null): boolean {
  return (
    stream?.getVideoTracks().some((track) => track.readyState === 'live' && !track.muted) ?? false
  );
}

const TRACK_EVENTS = ['mute', 'unmute', 'ended'] as const;

/** Calls `onChange` whenever {@link hasPicture} may have changed, until the returned function is called. */
function watchPicture(stream: MediaStream, onChange: () => void): () => void {
  const watched = new Set<MediaStreamTrack>();
  const watch = () => {
    for (const track of stream.getVideoTracks()) {
      if (watched.has(track)) continue;
      watched.add(track);
      for (const event of TRACK_EVENTS) track.addEventListener(event, onChange);
    }
  };
  const onTracks = () => {
    watch();
    onChange();
  };
  watch();
  stream.addEventListener('addtrack', onTracks);
  stream.addEventListener('removetrack', onTracks);
  return () => {
    stream.removeEventListener('addtrack', onTracks);
    stream.removeEventListener('removetrack', onTracks);
    for (const track of watched) {
      for (const event of TRACK_EVENTS) track.removeEventListener(event, onChange);
    }
  };
}

const nothing = () => {};

/** {@link hasPicture}, followed as it changes. */
export function useHasPicture(stream: MediaStream | null): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => (stream ? watchPicture(stream, onChange) : nothing),
    [stream],
  );
  const read = () => hasPicture(stream);
  return useSyncExternalStore(subscribe, read, read);
}
