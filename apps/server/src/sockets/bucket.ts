import type { Rate } from './limits.ts';

/**
 * A token bucket for one connection.
 *
 * @param now milliseconds that only go forward: a load has nothing to do with the time of day
 * @returns takes a token; false when there is none
 */
export function createBucket(
  { burst, perSecond }: Rate,
  now: () => number = () => performance.now(),
): () => boolean {
  let tokens = burst;
  let at = now();
  return () => {
    const later = now();
    tokens = Math.min(burst, tokens + ((later - at) / 1000) * perSecond);
    at = later;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

/** When there are so many, those that are full again are forgotten. */
const SWEEP_AT = 10_000;

/** A token bucket per key. @returns takes a token of this key; false when there is none */
export function createBuckets(
  rate: Rate,
  now: () => number = () => performance.now(),
): (key: string) => boolean {
  const buckets = new Map<string, { readonly take: () => boolean; usedAt: number }>();
  const fullAfterMs = (rate.burst / rate.perSecond) * 1000;

  return (key) => {
    if (buckets.size >= SWEEP_AT) {
      for (const [other, { usedAt }] of buckets) {
        if (now() - usedAt >= fullAfterMs) buckets.delete(other);
      }
    }
    const bucket = buckets.get(key) ?? { take: createBucket(rate, now), usedAt: now() };
    bucket.usedAt = now();
    buckets.set(key, bucket);
    return bucket.take();
  };
}
