/** Of the shape that is drawn; finer would not be seen. */
const BARS = 200;
/** The lowest that browsers decode to: the shape needs no more, and an hour stays small in memory. */
const SAMPLE_RATE = 3000;
/** What is quieter all along, about -46 dB, is drawn as quiet as it is, not as a voice. */
const FAINT = 0.005;
/** Longer ones are heard without their shape. */
const LONGEST_MS = 60 * 60 * 1000;

/** The loudest of each part, 0 to 1, of samples of -1 to 1; the loudest of all becomes 1, if it can be heard. */
export function peaksOf(samples: Float32Array, bars = BARS): readonly number[] {
  const peaks = Array.from({ length: bars }, () => 0);
  samples.forEach((sample, index) => {
    const bar = Math.floor((index * bars) / samples.length);
    peaks[bar] = Math.max(peaks[bar] ?? 0, Math.abs(sample));
  });
  const loudest = Math.max(FAINT, ...peaks);
  return peaks.map((peak) => peak / loudest);
}

/** @returns null when its shape cannot be had; it can be heard all the same */
export async function loadPeaks(
  url: string,
  durationMs: number,
  signal: AbortSignal,
): Promise<readonly number[] | null> {
  if (durationMs > LONGEST_MS) return null;
  try {
    const response = await fetch(url, { signal });
    if (!response.ok) return null;
    const decoded = await new OfflineAudioContext(1, 1, SAMPLE_RATE).decodeAudioData(
      await response.arrayBuffer(),
    );
    return peaksOf(decoded.getChannelData(0));
  } catch {
    return null;
  }
}
