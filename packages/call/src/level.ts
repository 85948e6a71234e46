/** Often enough for a bar that follows speech; an animation frame each would heat a phone. */
const INTERVAL_MS = 80;
/** The quietest that moves the bar, in dB of full scale. */
const QUIET_DB = -60;

/**
 * How loud this stream is, about twelve times a second while the page can be seen.
 *
 * @param onLevel given 0 (silence) to 1 (full scale), on a scale of decibels as ears have it
 * @returns the release; safe to repeat
 */
export function createLevelMeter(
  stream: MediaStream,
  onLevel: (level: number) => void,
): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  const samples = new Float32Array(analyser.fftSize);
  let source: MediaStreamAudioSourceNode | null = null;

  // A source keeps to the track it was made with, and throws if there is none.
  const listen = () => {
    source?.disconnect();
    source = stream.getAudioTracks().length > 0 ? context.createMediaStreamSource(stream) : null;
    source?.connect(analyser);
  };
  // Browsers start a context only after the person has touched the page.
  const resume = () => void context.resume().catch(() => {});
  const timer = setInterval(() => {
    if (document.hidden) return;
    analyser.getFloatTimeDomainData(samples);
    onLevel(levelOf(samples));
  }, INTERVAL_MS);

  listen();
  resume();
  stream.addEventListener('addtrack', listen);
  document.addEventListener('pointerdown', resume);
  document.addEventListener('keydown', resume);

  return () => {
    clearInterval(timer);
    stream.removeEventListener('addtrack', listen);
    document.removeEventListener('pointerdown', resume);
    document.removeEventListener('keydown', resume);
    source?.disconnect();
    if (context.state !== 'closed') void context.close().catch(() => {});
  };
}

/** Samples of -1 to 1, as a level of 0 to 1. */
export function levelOf(samples: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += (samples[i] ?? 0) ** 2;
  const db = 10 * Math.log10(sum / Math.max(1, samples.length));
  return Math.min(1, Math.max(0, 1 - db / QUIET_DB));
}
