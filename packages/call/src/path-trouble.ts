import type { IceSettings, PathTrouble } from '@peerdesk/protocol';

/** What is known of an attempt to find a path that has not found one. */
export interface Search {
  readonly ice: IceSettings;
  /** Numbers of `icecandidateerror`: those of STUN and TURN servers, and the browser's own 701. */
  readonly errorCodes: readonly number[];
  /** A TURN server has given this side an address. */
  readonly relayed: boolean;
  /** The other side's description has arrived. */
  readonly answered: boolean;
}

/**
 * What a TURN server says to credentials that it does not take: unauthorized (also when they have
 * expired), forbidden, stale nonce, allocation mismatch, wrong credentials, quota reached.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8656#section-19
 */
const REFUSALS: ReadonlySet<number> = new Set([401, 403, 437, 438, 441, 486]);

/** Why no path was found: a wrong TURN password, for one, raises no error by itself. */
export function troubleIn({ ice, errorCodes, relayed, answered }: Search): PathTrouble {
  if (!answered && !isHopeless({ ice, relayed })) return { code: 'timeout' };
  if (relayed || turnUrlsIn(ice).length === 0) return { code: 'no_path' };
  const refused = errorCodes.some((code) => REFUSALS.has(code));
  return { code: refused ? 'turn_refused' : 'turn_unreachable' };
}

/** With a relay as the only way and no relay, once all has been tried, nothing can come of it. */
export function isHopeless({ ice, relayed }: Pick<Search, 'ice' | 'relayed'>): boolean {
  return ice.iceTransportPolicy === 'relay' && !relayed;
}

export function turnUrlsIn({ iceServers }: IceSettings): string[] {
  return iceServers.flatMap(({ urls }) => urls).filter((url) => /^turns?:/i.test(url));
}
