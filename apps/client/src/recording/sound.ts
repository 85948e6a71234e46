import type { RecordingTrack } from '@peerdesk/protocol';

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
  // Browsers start a context only after the person has touched the page, which they just did.
  void context.resume().catch(() => {});
  return {
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
