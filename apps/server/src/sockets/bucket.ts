import { isLoopback } from '../config.ts';
import { networkOf } from '../http/rate-limit.ts';
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

/**
 * A token bucket per address; this machine itself is not counted.
 *
 * @returns takes a token of this address; false when there is none
 */
export function createAddressBuckets(
  rate: Rate,
  now: () => number = () => performance.now(),
): (address: string) => boolean {
  const buckets = new Map<string, { readonly take: () => boolean; usedAt: number }>();
  const fullAfterMs = (rate.burst / rate.perSecond) * 1000;

  return (address) => {
    if (isLoopback(address)) return true;
    if (buckets.size >= SWEEP_AT) {
      for (const [network, { usedAt }] of buckets) {
        if (now() - usedAt >= fullAfterMs) buckets.delete(network);
      }
    }
    const network = networkOf(address);
    const bucket = buckets.get(network) ?? { take: createBucket(rate, now), usedAt: now() };
    bucket.usedAt = now();
    buckets.set(network, bucket);
    return bucket.take();
  };
}
