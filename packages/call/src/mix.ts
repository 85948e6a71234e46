/** The sound of a shared screen and the voice beside it, in one track. */
export interface Mix {
  readonly track: MediaStreamTrack | null;
  /** Whose voice from now on; null for none. A muted track is silent in the mix as well. */
  speak(voice: MediaStreamTrack | null): void;
  close(): void;
}

export function createMix(played: MediaStreamTrack): Mix {
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  let spoken: MediaStreamTrack | null = null;
  let source: MediaStreamAudioSourceNode | null = null;
  context.createMediaStreamSource(new MediaStream([played])).connect(out);
  // Sharing was a press of a button, after which a context may start.
  void context.resume().catch(() => {});
  return {
    track: out.stream.getAudioTracks()[0] ?? null,
    speak(voice) {
      if (voice === spoken) return;
      source?.disconnect();
      spoken = voice;
      source = voice && context.createMediaStreamSource(new MediaStream([voice]));
      source?.connect(out);
    },
    close() {
      if (context.state !== 'closed') void context.close().catch(() => {});
    },
  };
}
