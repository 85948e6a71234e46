/** A repeated sound. */
export interface Ringer {
  /** Call it in the handler of a click or key: browsers allow no sound before one. */
  unlock(): void;
  /** Starts the sound, or goes on with it. */
  start(): void;
  stop(): void;
}

const PERIOD_SECONDS = 4;
const TONES = [
  { hertz: 660, startSeconds: 0, lengthSeconds: 0.22 },
  { hertz: 880, startSeconds: 0.24, lengthSeconds: 0.34 },
] as const;
const LOUDNESS = 0.22;

/**
 * Two soft tones every four seconds. They are one looped buffer and need no timer, which
 * browsers slow down in the background, just where an alarm is needed.
 *
 * @param createContext null where the browser has no WebAudio: then it is silent
 */
export function createRinger(createContext: (() => AudioContext) | null): Ringer {
  let context: AudioContext | null = null;
  let sound: AudioBufferSourceNode | null = null;

  return {
    unlock() {
      context ??= createContext?.() ?? null;
      if (context?.state === 'suspended') void context.resume().catch(() => {});
    },
    start() {
      context ??= createContext?.() ?? null;
      if (!context || sound) return;
      sound = context.createBufferSource();
      sound.buffer = bufferOf(context);
      sound.loop = true;
      sound.connect(context.destination);
      sound.start();
      if (context.state === 'suspended') void context.resume().catch(() => {});
    },
    stop() {
      sound?.stop();
      sound?.disconnect();
      sound = null;
    },
  };
}

function bufferOf(context: AudioContext): AudioBuffer {
  const buffer = context.createBuffer(1, context.sampleRate * PERIOD_SECONDS, context.sampleRate);
  buffer.copyToChannel(samplesOf(context.sampleRate), 0);
  return buffer;
}

/** @param sampleRate samples per second */
export function samplesOf(sampleRate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(sampleRate * PERIOD_SECONDS);
  for (const { hertz, startSeconds, lengthSeconds } of TONES) {
    const start = Math.round(startSeconds * sampleRate);
    const length = Math.round(lengthSeconds * sampleRate);
    for (let i = 0; i < length; i++) {
      // Swelling and fading, so that it does not click.
      const envelope = Math.sin((Math.PI * i) / length) ** 2;
      samples[start + i] = LOUDNESS * envelope * Math.sin((2 * Math.PI * hertz * i) / sampleRate);
    }
  }
  return samples;
}
