import type { PictureState, QualityLevel } from './quality-types.ts';
import type { Direction, Sample } from './statistics.ts';

/** Up to here it is good, up to there it is fair, beyond it is poor. */
interface Threshold {
  readonly good: number;
  readonly fair: number;
}

/**
 * Loss and jitter as pre-call tests of neighbours have them. The round trip is twice the one-way
 * delay of ITU-T G.114: up to 150 ms nobody notices, above 400 ms (here with some reserve for
 * what browsers add) people talk into each other.
 *
 * @see https://www.itu.int/rec/T-REC-G.114
 */
const THRESHOLDS = {
  roundTripMs: { good: 300, fair: 600 },
  loss: { good: 0.01, fair: 0.025 },
  jitterMs: { good: 30, fair: 80 },
} satisfies Record<string, Threshold>;

/** To be called better it must be clearly better: this share of the threshold. */
const CLEARLY = 0.8;
/** How many samples are looked at together. */
const RECENT = 4;
/** So many judgements in a row make it worse, and so many better. */
const WORSE_AFTER = 2;
const BETTER_AFTER = 3;
/** Even in silence and without a picture, the path is checked every few seconds. */
const LOST_MS = 4500;
/** A picture that arrives, but not one frame of it can be shown. */
const FROZEN_PACKETS = 10;

const ORDER: readonly QualityLevel[] = ['good', 'fair', 'poor', 'lost'];

export interface Judgement {
  readonly level: QualityLevel | null;
  readonly recent: readonly Sample[];
  /** How many judgements in a row were worse, or better, than the level. */
  readonly worse: number;
  readonly better: number;
  readonly unheardMs: number;
}

export const UNJUDGED: Judgement = {
  level: null,
  recent: [],
  worse: 0,
  better: 0,
  unheardMs: 0,
};

/** What a sample makes of the judgement so far; slow to change, so that nobody sees it flicker. */
export function judge(before: Judgement, sample: Sample): Judgement {
  const unheardMs = sample.heard ? 0 : before.unheardMs + sample.spanMs;
  if (unheardMs >= LOST_MS) return { ...UNJUDGED, level: 'lost', unheardMs };
  // What is not heard for a moment says nothing about what was.
  if (!sample.heard) return { ...before, unheardMs };

  const recent = [...before.recent, sample].slice(-RECENT);
  const { level } = before;
  const now = rate(recent, 1);
  if (level === null || level === 'lost') return { ...UNJUDGED, level: now, recent };
  const worse = isWorse(now, level) ? before.worse + 1 : 0;
  const clearly = rate(recent, CLEARLY);
  const better = isWorse(level, clearly) ? before.better + 1 : 0;
  if (worse >= WORSE_AFTER) return { ...UNJUDGED, level: now, recent };
  if (better >= BETTER_AFTER) return { ...UNJUDGED, level: clearly, recent };
  return { level, recent, worse, better, unheardMs };
}

function isWorse(a: QualityLevel, b: QualityLevel): boolean {
  return ORDER.indexOf(a) > ORDER.indexOf(b);
}

/** @param strictness below 1 the thresholds are harder to keep */
function rate(samples: readonly Sample[], strictness: number): QualityLevel {
  const worst = Math.max(
    degree(THRESHOLDS.roundTripMs, middleOf(samples.map((sample) => sample.roundTripMs))),
    degree(THRESHOLDS.loss, lossOf(samples, 'audio')),
    degree(THRESHOLDS.loss, lossOf(samples, 'video')),
    degree(
      THRESHOLDS.jitterMs,
      middleOf(samples.map((sample) => sample.incoming.audio?.jitterMs ?? null)),
    ),
    samples.length === RECENT && samples.every(isFrozen) ? 2 : 0,
  );
  return ORDER[worst] ?? 'poor';

  function degree({ good, fair }: Threshold, value: number | null): 0 | 1 | 2 {
    if (value === null || value <= good * strictness) return 0;
    return value <= fair * strictness ? 1 : 2;
  }
}

function isFrozen({ incoming: { video } }: Sample): boolean {
  return video !== null && video.framesPerSecond === 0 && video.packets >= FROZEN_PACKETS;
}

/** Of all packets of these samples, so that a quiet second counts for little. */
function lossOf(samples: readonly Sample[], kind: keyof Direction): number | null {
  let arrived = 0;
  let lost = 0;
  for (const { incoming } of samples) {
    const flow = incoming[kind];
    if (!flow || flow.loss === null || flow.loss >= 1) continue;
    arrived += flow.packets;
    lost += (flow.packets * flow.loss) / (1 - flow.loss);
  }
  return arrived + lost > 0 ? lost / (arrived + lost) : null;
}

function middleOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).toSorted((a, b) => a - b);
  return known[Math.floor(known.length / 2)] ?? null;
}

/** What the two tell each other, on the line. */
export const QUALITY_TOPIC = 'quality';

export interface QualityNews {
  readonly level: QualityLevel | null;
  readonly picture: PictureState;
  readonly lowData: boolean;
}

/** Their browser may be anybody's. */
export function readQualityNews(body: unknown): QualityNews | null {
  if (typeof body !== 'object' || body === null || !('level' in body)) return null;
  return {
    level: ORDER.find((known) => known === body.level) ?? null,
    picture: 'picture' in body && body.picture === 'paused' ? 'paused' : 'sent',
    lowData: 'lowData' in body && body.lowData === true,
  };
}
