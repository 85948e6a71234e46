import type { Sample } from './statistics.ts';

/** What one sender of video may use; null leaves it to the browser. */
export interface VideoCaps {
  readonly maxBps: number | null;
  readonly maxFramesPerSecond: number | null;
  /** 1 is the camera's own size, 2 half of its width and height. */
  readonly scaleDownBy: number;
}

/** What is sent. */
export interface SendPlan {
  readonly audioBps: number;
  /** Null: no picture, so that all there is goes to the voice. */
  readonly camera: VideoCaps | null;
  /** A screen must be readable: it keeps its size and gets slow instead. */
  readonly screen: VideoCaps | null;
}

/** What the camera takes: the size it opens with, or a larger one. */
export type CameraSize = 'usual' | 'large';

interface Step extends SendPlan {
  /** What the picture needs; with less it is not worth looking at. */
  readonly needsBps: number;
}

const caps = (
  maxBps: number | null,
  maxFramesPerSecond: number | null,
  scaleDownBy = 1,
): VideoCaps => ({ maxBps, maxFramesPerSecond, scaleDownBy });

/** Opus is clear at 24 kbit/s and better at 40; the picture never takes from it. */
const VOICE_BPS = 40_000;
const THRIFTY_VOICE_BPS = 24_000;

/** The picture is given up step by step, the voice hardly at all. */
const STEPS: readonly Step[] = [
  { needsBps: 400_000, audioBps: VOICE_BPS, camera: caps(null, null), screen: caps(null, null) },
  { needsBps: 250_000, audioBps: VOICE_BPS, camera: caps(500_000, 24), screen: caps(600_000, 10) },
  {
    needsBps: 130_000,
    audioBps: VOICE_BPS,
    camera: caps(250_000, 15, 1.5),
    screen: caps(300_000, 5),
  },
  {
    needsBps: 70_000,
    audioBps: THRIFTY_VOICE_BPS,
    camera: caps(120_000, 12, 2),
    screen: caps(150_000, 2),
  },
  {
    needsBps: 40_000,
    audioBps: THRIFTY_VOICE_BPS,
    camera: caps(60_000, 8, 3),
    screen: caps(80_000, 1),
  },
  { needsBps: 0, audioBps: THRIFTY_VOICE_BPS, camera: null, screen: null },
];
export const LAST_STEP = STEPS.length - 1;
/** What `Low data` never goes above. */
const LOW_DATA_STEP = 3;

/** Where the picture stands between everything and nothing. */
export interface Adaptation {
  /** 0 is everything, {@link LAST_STEP} nothing. */
  readonly step: number;
  /** How many samples in a row asked for less. */
  readonly pressed: number;
  /** How long nothing has spoken against more. */
  readonly clearMs: number;
  /** How long that must last before more is tried: longer after every try that failed. */
  readonly waitMs: number;
  /** Since the last try of more; null once it has proved good. */
  readonly triedMs: number | null;
  readonly measuredMs: number;
  readonly shortestRoundTripMs: number | null;
}

const SHORTEST_WAIT_MS = 6000;
const LONGEST_WAIT_MS = 96_000;
/** A try that lasted this long was right. */
const PROVED_MS = 20_000;
/** A new connection's estimate has to rise first. */
const RISING_MS = 9000;
const PRESSED_TIMES = 2;
/** Where the estimate says it does not fit, more is tried all the same after so many waits. */
const PATIENCE = 3;
/** More needs some room to spare. */
const ROOM = 1.2;
/** And so much is not to be doubted. */
const PLENTY = 3;

export const ALL_IS_SENT: Adaptation = {
  step: 0,
  pressed: 0,
  clearMs: 0,
  waitMs: SHORTEST_WAIT_MS,
  triedMs: null,
  measuredMs: 0,
  shortestRoundTripMs: null,
};

/** The path is a new one: there is a picture again, but no more of it than before. */
export function renewed({ step }: Adaptation): Adaptation {
  return { ...ALL_IS_SENT, step: Math.min(step, LAST_STEP - 1) };
}

/** What a sample makes of it: down at once when the voice is in danger, up slowly and with proof. */
export function adapt(before: Adaptation, sample: Sample): Adaptation {
  const { spanMs, roundTripMs } = sample;
  const shortestRoundTripMs =
    roundTripMs === null
      ? before.shortestRoundTripMs
      : Math.min(roundTripMs, before.shortestRoundTripMs ?? roundTripMs);
  const now: Adaptation = {
    ...before,
    measuredMs: before.measuredMs + spanMs,
    triedMs: before.triedMs === null ? null : before.triedMs + spanMs,
    shortestRoundTripMs,
  };
  // Who sends no picture of their own has none to give up.
  if (!sample.outgoing.video && now.step < LAST_STEP) return { ...now, pressed: 0, clearMs: 0 };

  if (isPressed(now, sample)) {
    const pressed = now.pressed + 1;
    if (now.step === LAST_STEP || pressed < PRESSED_TIMES) return { ...now, pressed, clearMs: 0 };
    return {
      ...now,
      step: lowerStep(now.step, sample),
      pressed: 0,
      clearMs: 0,
      waitMs: now.triedMs === null ? now.waitMs : Math.min(now.waitMs * 2, LONGEST_WAIT_MS),
      triedMs: null,
    };
  }
  const proved = now.triedMs !== null && now.triedMs >= PROVED_MS;
  const calm: Adaptation = {
    ...now,
    pressed: 0,
    clearMs: isClear(sample) ? now.clearMs + spanMs : 0,
    ...(proved && { triedMs: null, waitMs: Math.max(SHORTEST_WAIT_MS, now.waitMs / 2) }),
  };
  if (calm.step === 0 || calm.clearMs < waitFor(calm, sample)) return calm;
  if (!hasRoomFor(calm.step - 1, sample) && calm.clearMs < calm.waitMs * PATIENCE) return calm;
  return { ...calm, step: calm.step - 1, clearMs: 0, triedMs: 0 };
}

/** The voice is in danger, or the picture is beyond what the path carries. */
function isPressed({ step, measuredMs, shortestRoundTripMs }: Adaptation, sample: Sample): boolean {
  const { audio, video } = sample.outgoing;
  if ((audio?.loss ?? 0) >= 0.08 || (video?.loss ?? 0) >= 0.12) return true;
  // Queues that fill up somewhere on the way. A path that is just long is not meant.
  const { roundTripMs } = sample;
  if (roundTripMs !== null && roundTripMs > 800 && roundTripMs > 3 * (shortestRoundTripMs ?? 0)) {
    return true;
  }
  return measuredMs > RISING_MS && !fits(step, sample, 1);
}

function isClear({ outgoing: { audio, video }, heard, roundTripMs }: Sample): boolean {
  return (
    heard && (audio?.loss ?? 0) < 0.03 && (video?.loss ?? 0) < 0.04 && (roundTripMs ?? 0) < 1500
  );
}

/** What was tried in vain when it was narrow says little once there is plenty of room. */
function waitFor({ step, waitMs }: Adaptation, sample: Sample): number {
  const isPlenty = sample.availableOutgoingBps !== null && fits(step - 1, sample, PLENTY);
  return isPlenty ? Math.max(SHORTEST_WAIT_MS, waitMs / 4) : waitMs;
}

const hasRoomFor = (step: number, sample: Sample) => fits(step, sample, ROOM);

function fits(step: number, { availableOutgoingBps }: Sample, room: number): boolean {
  const { needsBps, audioBps } = stepAt(step);
  return availableOutgoingBps === null || availableOutgoingBps >= needsBps * room + audioBps;
}

/** One step, or as many as it takes to fit; the picture goes away only from its smallest. */
function lowerStep(step: number, sample: Sample): number {
  if (step === LAST_STEP - 1) return LAST_STEP;
  let next = step + 1;
  while (next < LAST_STEP - 1 && !fits(next, sample, 1)) next += 1;
  return next;
}

/** A larger picture is for who has room for it several times over, and goes at the first doubt. */
const LARGE = { needsBps: 2_000_000, keepsBps: 1_000_000, afterMs: 3000 };

/**
 * The size to take from the camera. It opens with what it has by itself, because asking for more
 * delays the first picture; this raises it afterwards.
 *
 * @param low one of the two has asked for little
 */
export function cameraSizeOf(
  before: CameraSize,
  { step, clearMs }: Adaptation,
  { availableOutgoingBps }: Sample,
  low: boolean,
): CameraSize {
  if (step > 0 || low || availableOutgoingBps === null) return 'usual';
  if (before === 'large') return availableOutgoingBps >= LARGE.keepsBps ? 'large' : 'usual';
  const isWide = availableOutgoingBps >= LARGE.needsBps && clearMs >= LARGE.afterMs;
  return isWide ? 'large' : 'usual';
}

/** What is sent at this step. @param low one of the two has asked for little */
export function planOf({ step }: Adaptation, low: boolean): SendPlan {
  const { audioBps, camera, screen } = stepAt(low ? Math.max(step, LOW_DATA_STEP) : step);
  return { audioBps, camera, screen };
}

function stepAt(step: number): Step {
  const found = STEPS[step];
  if (!found) throw new RangeError(`no step ${step}`);
  return found;
}
