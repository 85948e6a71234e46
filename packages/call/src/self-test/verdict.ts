import type { CallerSetup, PathTrouble } from '@peerdesk/protocol';
import type { MediaTrouble, TroubleCode } from '../media-types.ts';
import type { Measures } from './measures.ts';

export type VerdictLevel = NonNullable<CallerSetup['selfTest']>;

/** Everything that may stand in the way of a good call, the gravest first. */
export const REASONS = [
  'insecure',
  'unsupported',
  'microphone_denied',
  'microphone_missing',
  'microphone_in_use',
  'server_unreachable',
  'call_failed',
  'relay_refused',
  'relay_unreachable',
  'microphone_silent',
  'speaker_silent',
  'no_picture',
  'very_slow_path',
  'very_lossy_path',
  'camera_denied',
  'camera_missing',
  'camera_in_use',
  'slow_path',
  'lossy_path',
  'few_frames',
] as const;

export type Reason = (typeof REASONS)[number];

export interface Verdict {
  readonly level: VerdictLevel;
  /** Why it is not good; the gravest first. */
  readonly reasons: readonly Reason[];
}

/** What came of a call to oneself over one kind of path. */
export type Trial =
  | { readonly phase: 'connected'; readonly measures: Measures }
  | { readonly phase: 'failed'; readonly why: PathTrouble['code'] };

/** What has been seen of this browser, its devices and its network. */
export interface Observed {
  /** What stands in the way of camera or microphone; null also while nobody has asked for them. */
  readonly trouble: MediaTrouble | null;
  /** Was anything to be heard from the microphone? Null until it has been listened to. */
  readonly voice: boolean | null;
  /** Has the person heard the sound of the test? */
  readonly speaker: boolean | null;
  /** `unreachable`: the server could not be asked for its STUN and TURN servers. */
  readonly server: 'reachable' | 'unreachable' | null;
  /** Over whatever path was found first. Null where it was not tried. */
  readonly direct: Trial | null;
  /** Through the relay, with no other way. Null where there is none. */
  readonly relayed: Trial | null;
}

const LEVELS = {
  insecure: 'blocked',
  unsupported: 'blocked',
  microphone_denied: 'blocked',
  microphone_missing: 'blocked',
  microphone_in_use: 'blocked',
  server_unreachable: 'blocked',
  call_failed: 'blocked',
  // Whoever put it there meant it to be needed, and it will refuse everybody.
  relay_refused: 'blocked',
  relay_unreachable: 'poor',
  microphone_silent: 'poor',
  speaker_silent: 'poor',
  no_picture: 'poor',
  very_slow_path: 'poor',
  very_lossy_path: 'poor',
  camera_denied: 'usable',
  camera_missing: 'usable',
  camera_in_use: 'usable',
  slow_path: 'usable',
  lossy_path: 'usable',
  few_frames: 'usable',
} satisfies Record<Reason, Exclude<VerdictLevel, 'good'>>;

const ORDER: readonly VerdictLevel[] = ['good', 'usable', 'poor', 'blocked'];

/** As the quality of a call is judged; see `quality.ts`. */
const ROUND_TRIP_MS = { usable: 300, poor: 600 };
const LOSS = { usable: 0.01, poor: 0.025 };
/** Below this a picture is a row of photographs. Frames a second. */
const FEW_FRAMES = 8;

/** What the observations mean for a call. */
export function verdictOf(observed: Observed): Verdict {
  const found = new Set(reasonsIn(observed));
  const reasons = REASONS.filter((reason) => found.has(reason));
  const level = reasons.reduce<VerdictLevel>(
    (worst, reason) =>
      ORDER.indexOf(LEVELS[reason]) > ORDER.indexOf(worst) ? LEVELS[reason] : worst,
    'good',
  );
  return { level, reasons };
}

function reasonsIn({ trouble, voice, speaker, server, direct, relayed }: Observed): Reason[] {
  return [
    ...(trouble ? reasonsOf(trouble) : []),
    ...(voice === false ? (['microphone_silent'] as const) : []),
    ...(speaker === false ? (['speaker_silent'] as const) : []),
    ...(server === 'unreachable' ? (['server_unreachable'] as const) : []),
    // Where the relay gets through, so does a call.
    ...(direct?.phase === 'failed' && relayed?.phase !== 'connected'
      ? (['call_failed'] as const)
      : []),
    ...(relayed?.phase === 'failed' ? [reasonOfRelay(relayed.why, direct === null)] : []),
    ...[direct, relayed].flatMap((trial) =>
      trial?.phase === 'connected' ? reasonsOfPath(trial.measures) : [],
    ),
  ];
}

/** @param onlyWay the operator allows no other path */
function reasonOfRelay(why: PathTrouble['code'], onlyWay: boolean): Reason {
  if (why === 'turn_refused') return 'relay_refused';
  return onlyWay ? 'call_failed' : 'relay_unreachable';
}

function reasonsOfPath({ roundTripMs, loss, framesPerSecond }: Measures): Reason[] {
  const reasons: Reason[] = [];
  if (roundTripMs !== null && roundTripMs > ROUND_TRIP_MS.usable) {
    reasons.push(roundTripMs > ROUND_TRIP_MS.poor ? 'very_slow_path' : 'slow_path');
  }
  if (loss !== null && loss > LOSS.usable) {
    reasons.push(loss > LOSS.poor ? 'very_lossy_path' : 'lossy_path');
  }
  // Null: no picture was sent.
  if (framesPerSecond === 0) reasons.push('no_picture');
  else if (framesPerSecond !== null && framesPerSecond < FEW_FRAMES) reasons.push('few_frames');
  return reasons;
}

const OF_TROUBLE = {
  denied: 'denied',
  dismissed: 'denied',
  system_denied: 'denied',
  no_device: 'missing',
  ended: 'missing',
  in_use: 'in_use',
  interrupted: 'in_use',
} as const satisfies Record<Exclude<TroubleCode, 'insecure' | 'unsupported'>, string>;

function reasonsOf({ code, device }: MediaTrouble): Reason[] {
  if (code === 'insecure' || code === 'unsupported') return [code];
  return [`${device === 'camera' ? 'camera' : 'microphone'}_${OF_TROUBLE[code]}`];
}
