const LASTS_SECONDS = 0.25;
const HERTZ = 880;

/** A short tone, as when a recording begins. Silent where the browser allows no sound yet. */
export function playTone(): void {
  const context = new AudioContext();
  const tone = context.createOscillator();
  const loudness = context.createGain();
  tone.frequency.value = HERTZ;
  // Without a click at either end.
  loudness.gain.setValueAtTime(0, context.currentTime);
  loudness.gain.linearRampToValueAtTime(0.15, context.currentTime + 0.02);
  loudness.gain.linearRampToValueAtTime(0, context.currentTime + LASTS_SECONDS);
  tone.connect(loudness).connect(context.destination);
  tone.addEventListener('ended', () => void context.close().catch(() => {}));
  tone.start();
  tone.stop(context.currentTime + LASTS_SECONDS);
}
