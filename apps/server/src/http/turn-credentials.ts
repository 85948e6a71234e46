import { createHmac } from 'node:crypto';

export interface TurnCredentials {
  readonly username: string;
  readonly credential: string;
}

/**
 * TURN credentials that expire, so a leaked pair is soon worthless.
 *
 * @param secret coturn's `static-auth-secret`
 * @param party whom they are for; shows up in coturn's log
 * @param nowMs Unix time in milliseconds
 * @param lifetimeSeconds how long they stay valid
 * @returns `username` is "<expiry, Unix seconds>:<party>"; `credential` is base64 HMAC-SHA1 of it
 * @throws {RangeError} if `lifetimeSeconds` is not positive
 * @see https://datatracker.ietf.org/doc/html/draft-uberti-behave-turn-rest-00
 */
export function turnCredentials(
  secret: string,
  party: string,
  nowMs: number,
  lifetimeSeconds: number,
): TurnCredentials {
  if (!(lifetimeSeconds > 0)) throw new RangeError('lifetimeSeconds must be positive');
  const username = `${Math.floor(nowMs / 1000) + lifetimeSeconds}:${party}`;
  const credential = createHmac('sha1', secret).update(username).digest('base64');
  return { username, credential };
}
