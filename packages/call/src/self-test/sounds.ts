import { startSound } from '../start-sound.ts';

/** Two notes, so that nobody takes it for a hum of the machine. Hertz. */
const NOTES = [523.25, 659.25] as const;
const NOTE_SECONDS = 0.35;

/** Plays a short sound. Resolves when it is over, or cannot be. Never rejects. */
export async function playChime(): Promise<void> {
  await withContext(async (context) => {
    const volume = context.createGain();
    volume.gain.value = 0.25;
    volume.connect(context.destination);
    const ends = NOTES.map((frequency, index) => {
      const note = context.createOscillator();
      note.frequency.value = frequency;
      note.connect(volume);
      const at = context.currentTime + index * NOTE_SECONDS;
      note.start(at);
      note.stop(at + NOTE_SECONDS);
      return over(note);
    });
    await Promise.all(ends);
  });
}

/**
 * Listens for so long and gives back what was heard.
 *
 * @returns null when this browser cannot record, or when `signal` is raised
 */
export async function recordVoice(
  voice: MediaStreamTrack,
  ms: number,
  signal: AbortSignal,
): Promise<Blob | null> {
  try {
    const recorder = new MediaRecorder(new MediaStream([voice]));
    const pieces: Blob[] = [];
    const stopped = new Promise((resolve) => {
      recorder.addEventListener('stop', resolve);
    });
    recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data));
    const stop = () => recorder.state !== 'inactive' && recorder.stop();
    recorder.start();
    const timer = setTimeout(stop, ms);
    signal.addEventListener('abort', stop);
    await stopped;
    clearTimeout(timer);
    return signal.aborted ? null : new Blob(pieces, { type: recorder.mimeType });
  } catch {
    return null;
  }
}

/**
 * Plays a recording, without an address that the page's content policy would have to allow.
 *
 * @returns false when it cannot be played
 */
export function playVoice(recorded: Blob, signal: AbortSignal): Promise<boolean> {
  return withContext(async (context) => {
    const source = context.createBufferSource();
    source.buffer = await context.decodeAudioData(await recorded.arrayBuffer());
    source.connect(context.destination);
    const ended = over(source);
    signal.addEventListener('abort', () => source.stop());
    source.start();
    if (signal.aborted) source.stop();
    await ended;
  });
}

const over = (source: AudioScheduledSourceNode) =>
  new Promise<void>((resolve) => {
    source.addEventListener('ended', () => resolve());
  });

async function withContext(use: (context: AudioContext) => Promise<void>): Promise<boolean> {
  try {
    const context = new AudioContext();
    try {
      if (!(await startSound(context))) return false;
      await use(context);
      return true;
    } finally {
      await context.close();
    }
  } catch {
    return false;
  }
}
