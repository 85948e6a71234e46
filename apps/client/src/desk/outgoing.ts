import type { LocalMedia } from '@peerdesk/call';

/**
 * What this party sends: one stream for as long as the desk is open, empty while the devices are
 * off. A call that begins before the camera is there, as after a reload, or with a microphone
 * that was refused at first, gets the tracks when they come, announced by `addtrack`.
 *
 * @returns the stream, and its release
 */
export function followMedia(media: LocalMedia): {
  readonly stream: MediaStream;
  readonly release: () => void;
} {
  const stream = new MediaStream();
  let source: MediaStream | null = null;

  const add = (track: MediaStreamTrack) => {
    stream.addTrack(track);
    stream.dispatchEvent(new MediaStreamTrackEvent('addtrack', { track }));
  };
  const remove = (track: MediaStreamTrack) => {
    stream.removeTrack(track);
    stream.dispatchEvent(new MediaStreamTrackEvent('removetrack', { track }));
  };
  const onAdd = (event: MediaStreamTrackEvent) => add(event.track);
  const onRemove = (event: MediaStreamTrackEvent) => remove(event.track);

  const leave = () => {
    source?.removeEventListener('addtrack', onAdd);
    source?.removeEventListener('removetrack', onRemove);
    source = null;
    for (const track of tracksOf(stream)) remove(track);
  };
  const look = () => {
    const state = media.store.getState();
    if (state.phase === 'closed') return leave();
    if (state.phase !== 'open' || state.stream === source) return;
    leave();
    source = state.stream;
    for (const track of tracksOf(source)) add(track);
    source.addEventListener('addtrack', onAdd);
    source.addEventListener('removetrack', onRemove);
  };

  const unsubscribe = media.store.subscribe(look);
  look();
  return {
    stream,
    release() {
      unsubscribe();
      leave();
    },
  };
}

const tracksOf = (stream: MediaStream) => [...stream.getAudioTracks(), ...stream.getVideoTracks()];
