export interface Heard {
  readonly seconds: number;
  readonly loudness: number;
  /** How much of it is a tone of 1000 Hz, 0 to 1. */
  readonly tone: number;
}

/** Decodes a file of sound in the page. Runs there, so it needs all it uses within. */
export async function hear(url: string): Promise<Heard> {
  const bytes = await (await fetch(url)).arrayBuffer();
  const decoded = await new OfflineAudioContext(1, 1, 16_000).decodeAudioData(bytes);
  const samples = decoded.getChannelData(0);
  // How strong 1000 Hz is in each tenth of a second (Goertzel's algorithm), and all together.
  const size = 1600;
  const factor = 2 * Math.cos((2 * Math.PI * 1000) / 16_000);
  let [toneEnergy, energy] = [0, 0];
  for (let from = 0; from + size <= samples.length; from += size) {
    let [one, two] = [0, 0];
    for (let index = from; index < from + size; index += 1) {
      const sample = samples[index] ?? 0;
      energy += sample * sample;
      [one, two] = [sample + factor * one - two, one];
    }
    toneEnergy += (2 * (one * one + two * two - factor * one * two)) / size;
  }
  return {
    seconds: decoded.duration,
    loudness: Math.sqrt(energy / Math.max(1, samples.length)),
    tone: energy === 0 ? 0 : toneEnergy / energy,
  };
}
