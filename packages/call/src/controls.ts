import { createStore } from 'zustand/vanilla';
import type { Controls, ControlsState } from './contract.ts';

/** Mute and camera switches. Switching off disables tracks; nothing is renegotiated. */
export function createControls(local: MediaStream): Controls {
  const read = (): ControlsState => ({
    microphone: local.getAudioTracks().some((track) => track.enabled) ? 'on' : 'off',
    camera:
      local.getVideoTracks().length === 0
        ? 'absent'
        : local.getVideoTracks().some((track) => track.enabled)
          ? 'on'
          : 'off',
  });
  const store = createStore<ControlsState>(read);
  const refresh = () => store.setState(read());
  // `media.ts` swaps tracks within its stream; the listeners live as long as the stream.
  local.addEventListener('addtrack', refresh);
  local.addEventListener('removetrack', refresh);

  const toggle = (tracks: readonly MediaStreamTrack[]) => {
    const enabled = !tracks.some((track) => track.enabled);
    for (const track of tracks) track.enabled = enabled;
    refresh();
  };
  return {
    store,
    toggleMicrophone: () => toggle(local.getAudioTracks()),
    toggleCamera: () => toggle(local.getVideoTracks()),
  };
}
