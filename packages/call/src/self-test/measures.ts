import type { Route, Sample } from '../statistics.ts';

/** What a call to oneself shows of the way from here and back. */
export interface Measures {
  /** As in `VP8`; null where no picture is sent, as for all of the picture below. */
  readonly codec: string | null;
  readonly width: number | null;
  readonly height: number | null;
  /** Decoded at the far end. */
  readonly framesPerSecond: number | null;
  /** Picture and voice, as sent. */
  readonly bitsPerSecond: number;
  readonly roundTripMs: number | null;
  /** Share of packets that did not arrive, 0 to 1. */
  readonly loss: number | null;
  readonly route: Route | null;
}

/** @param sent of the connection that sends, @param received of the one that receives */
export function measuresOf(sent: Sample, received: Sample): Measures {
  const { audio, video } = sent.outgoing;
  const arrived = received.incoming;
  return {
    codec: video?.codec ?? null,
    width: video && (arrived.video?.width ?? null),
    height: video && (arrived.video?.height ?? null),
    framesPerSecond: video && (arrived.video?.framesPerSecond ?? 0),
    bitsPerSecond: (audio?.bitsPerSecond ?? 0) + (video?.bitsPerSecond ?? 0),
    roundTripMs: sent.roundTripMs,
    loss: middleOf([arrived.audio?.loss ?? null, arrived.video?.loss ?? null]),
    route: sent.route,
  };
}

/** The last, with what varies from one moment to the next taken from the middle of all. */
export function typicalOf(all: readonly Measures[]): Measures | null {
  const last = all.at(-1);
  return last
    ? {
        ...last,
        framesPerSecond: middleOf(all.map((one) => one.framesPerSecond)),
        bitsPerSecond: middleOf(all.map((one) => one.bitsPerSecond)) ?? 0,
        roundTripMs: middleOf(all.map((one) => one.roundTripMs)),
        loss: middleOf(all.map((one) => one.loss)),
      }
    : null;
}

function middleOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).toSorted((a, b) => a - b);
  return known[Math.floor(known.length / 2)] ?? null;
}
