import type { IncomingMessage } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import { isLoopback } from '../config.ts';
import { Problem } from './problem.ts';

export interface RateLimit {
  /** How many at once. */
  readonly burst: number;
  /** How many for ever. */
  readonly perMinute: number;
}

const MINUTE_MS = 60_000;
const SWEEP_AT = 10_000;

/**
 * A token bucket per key.
 *
 * @returns takes one token; answers 0, or in how many seconds there will be one
 */
export function createBuckets({ burst, perMinute }: RateLimit, clock: () => number) {
  const buckets = new Map<string, { tokens: number; at: number }>();
  // When those that are full again are forgotten, so that the many are not walked for each.
  const fullAfterMs = (burst / perMinute) * MINUTE_MS;
  let sweptAt = clock();
  const tokensNow = (bucket: { tokens: number; at: number }, now: number) =>
    Math.min(burst, bucket.tokens + ((now - bucket.at) * perMinute) / MINUTE_MS);

  return (key: string): number => {
    const now = clock();
    if (buckets.size >= SWEEP_AT && now - sweptAt >= fullAfterMs) {
      sweptAt = now;
      for (const [other, bucket] of buckets) {
        if (tokensNow(bucket, now) >= burst) buckets.delete(other);
      }
    }
    const tokens = tokensNow(buckets.get(key) ?? { tokens: burst, at: now }, now);
    const granted = tokens >= 1;
    buckets.set(key, { tokens: granted ? tokens - 1 : tokens, at: now });
    return granted ? 0 : Math.ceil(((1 - tokens) * MINUTE_MS) / perMinute / 1000);
  };
}

/** So many requests per address. This machine itself is not counted. */
export function limitRate(
  limit: RateLimit,
  clock: () => number,
  addressOf: (request: IncomingMessage) => string,
): RequestHandler {
  const count = createRateCount(limit, clock, addressOf);
  return (request, response, next) => {
    count(request, response);
    next();
  };
}

/**
 * As {@link limitRate}, for a route that counts only some of its requests.
 *
 * @returns counts this request; throws the {@link Problem} `rate_limited` when it is one too many
 */
export function createRateCount(
  limit: RateLimit,
  clock: () => number,
  addressOf: (request: IncomingMessage) => string,
): (request: Request, response: Response) => void {
  const take = createBuckets(limit, clock);
  return (request, response) => {
    const address = addressOf(request);
    const waitSeconds = isLoopback(address) ? 0 : take(networkOf(address));
    if (waitSeconds > 0) {
      response.set('Retry-After', String(waitSeconds));
      throw new Problem('rate_limited', `Try again in ${waitSeconds} s.`);
    }
  };
}

/** One household has 2^64 IPv6 addresses: count it once. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  const after = tail?.split(':').filter(Boolean) ?? [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - after.length);
  return [...groups, ...Array.from({ length: zeros }, () => '0'), ...after].slice(0, 4).join(':');
}
