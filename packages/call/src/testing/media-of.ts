import { createStore } from 'zustand/vanilla';
import type { LocalMedia } from '../contract.ts';
import type { LocalMediaState } from '../media-types.ts';

type Open = Extract<LocalMediaState, { phase: 'open' }>;

/** Devices that have been opened already: what their state says when nothing is wrong. */
export function openWith(stream: MediaStream, more: Partial<Open> = {}): Open {
  const picture = stream.getVideoTracks().length > 0;
  return {
    phase: 'open',
    media: picture ? 'video' : 'audio',
    stream,
    devices: {
      cameras: [{ id: 'front', label: 'Front camera' }],
      microphones: [{ id: 'headset', label: 'Headset' }],
      speakers: [{ id: 'headset', label: 'Headset' }],
    },
    microphone: 'on',
    camera: picture ? 'on' : 'absent',
    cameraId: picture ? 'front' : null,
    microphoneId: 'headset',
    facing: null,
    replaced: null,
    trouble: null,
    ...more,
  };
}

/** Open devices without a browser: switches switch, and what else is asked for is written down. */
export function mediaOf(
  stream: MediaStream,
  more: Partial<Open> = {},
): LocalMedia & { readonly asked: readonly object[] } {
  const store = createStore<LocalMediaState>(() => openWith(stream, more));
  const asked: object[] = [];
  return {
    store,
    asked,
    open: () => Promise.resolve(),
    choose: async (choice) => void asked.push(choice),
    flipCamera: async () => void asked.push({ flip: true }),
    turnMicrophone(on) {
      for (const track of stream.getAudioTracks()) track.enabled = on;
      store.setState({ microphone: on ? 'on' : 'off' });
    },
    async turnCamera(on) {
      for (const track of stream.getVideoTracks()) track.enabled = on;
      store.setState({ camera: on ? 'on' : 'off' });
    },
    close: () => store.setState({ phase: 'closed' }, true),
  };
}
