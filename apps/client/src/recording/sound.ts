import { startSound } from '@peerdesk/call';
import type { RecordingTrack } from '@peerdesk/protocol';
import { createStore, type StoreApi } from 'zustand/vanilla';

type Voice = Exclude<RecordingTrack, 'mixed'>;

export const RECORDED_TRACKS = ['mixed', 'caller', 'consultant'] as const;

export type RecordedStreams = { readonly [track in RecordingTrack]: MediaStream };

/**
 * The sound of a consultation as it is recorded: each voice by itself and both together, in
 * streams that last from the first to the last moment. Whose microphone, which generation and
 * whether somebody is muted changes only what flows into them; where nothing flows, there is silence.
 */
export interface RecordedSound {
  readonly streams: RecordedStreams;
  /** The browser gives no sound at all: what is recorded is silence, whoever speaks. */
  readonly silent: StoreApi<boolean>;
  /** This voice comes from this stream from now on; null: from nowhere. */
  hear(voice: Voice, stream: MediaStream | null): void;
  /** Safe to repeat. */
  close(): void;
}

/** @see https://www.w3.org/TR/webaudio/#MediaStreamAudioDestinationNode */
export function createRecordedSound(context = new AudioContext()): RecordedSound {
  const mixed = context.createMediaStreamDestination();
  const voices = {
    caller: createVoice(context, mixed),
    consultant: createVoice(context, mixed),
  };
  const silent = createStore(() => false);
  const start = async () => {
    const isRunning = await startSound(context);
    if (context.state !== 'closed') silent.setState(!isRunning, true);
  };
  // A phone takes the sound away for a call of its own, and a headset that is plugged in brings it.
  context.addEventListener('statechange', () => void start());
  void start();
  return {
    silent,
    streams: {
      mixed: mixed.stream,
      caller: voices.caller.stream,
      consultant: voices.consultant.stream,
    },
    hear: (voice, stream) => voices[voice].hear(stream),
    close() {
      voices.caller.hear(null);
      voices.consultant.hear(null);
      if (context.state !== 'closed') void context.close().catch(() => {});
    },
  };
}

function createVoice(context: AudioContext, mixed: AudioNode) {
  const own = context.createMediaStreamDestination();
  let heard: MediaStream | null = null;
  let source: MediaStreamAudioSourceNode | null = null;

  // A source keeps to the track it was made with, and throws if there is none.
  const connect = () => {
    source?.disconnect();
    source = null;
    if (!heard || heard.getAudioTracks().length === 0) return;
    source = context.createMediaStreamSource(heard);
    source.connect(own);
    source.connect(mixed);
  };
  return {
    stream: own.stream,
    hear(stream: MediaStream | null) {
      if (stream === heard) return;
      heard?.removeEventListener('addtrack', connect);
      heard = stream;
      heard?.addEventListener('addtrack', connect);
      connect();
    },
  };
}
