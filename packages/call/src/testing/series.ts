import { readFileSync } from 'node:fs';
import type { Direction, RawStats, Sample } from '../statistics.ts';

/**
 * Reports of one side of a real call, 1.5 s apart: two Chromium peers on one machine, with rules
 * of nftables in between. `loss`: none, then one packet in five dropped. `narrow`: free, then
 * 40 kB/s for both directions, then free again. `cut`: free, then nothing at all.
 */
export function recorded(name: 'loss' | 'narrow' | 'cut'): RawStats[][] {
  const file = new URL(`./recorded/${name}.jsonl`, import.meta.url);
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as RawStats[]);
}

const voice = { bitsPerSecond: 24_000, packets: 75, loss: 0, jitterMs: 2, codec: 'opus' };
const picture = {
  bitsPerSecond: 900_000,
  packets: 150,
  loss: 0,
  jitterMs: 5,
  codec: 'VP8',
  framesPerSecond: 30,
  width: 640,
  height: 480,
};
const both: Direction = { audio: voice, video: picture };

/** What a sample is when all is well. */
export const WELL: Sample = {
  at: 0,
  spanMs: 1500,
  heard: true,
  roundTripMs: 40,
  route: { local: 'host', remote: 'host', protocol: 'udp', relayed: false },
  availableOutgoingBps: 2_500_000,
  incoming: both,
  outgoing: both,
};

/** All is well, but for so much loss both ways. */
export function losing(share: number): Sample {
  const lossy = { audio: { ...voice, loss: share }, video: { ...picture, loss: share } };
  return { ...WELL, incoming: lossy, outgoing: lossy };
}

/** Packets of the picture arrive, and not a frame of it can be shown. */
export const FROZEN: Sample = {
  ...WELL,
  incoming: { ...both, video: { ...picture, framesPerSecond: 0 } },
};

/** Both are silent and send no picture; only the path is checked. */
export const SILENT: Sample = {
  ...WELL,
  incoming: { audio: { ...voice, bitsPerSecond: 0, packets: 0, loss: null }, video: null },
  outgoing: { audio: { ...voice, bitsPerSecond: 0, packets: 0, loss: null }, video: null },
};

/** Nothing arrives at all. */
export const CUT: Sample = { ...SILENT, heard: false };

/** The same sample so many times. */
export const times = (count: number, sample: Sample): Sample[] =>
  Array.from({ length: count }, () => sample);
