import type { ConsultationId, IceSettings, Party } from '@peerdesk/protocol';
import type { Config } from '../config.ts';
import { turnCredentials } from './turn-credentials.ts';

/** Where the two browsers may look for a path: what the operator named, and nothing else. */
export function createIceSettings(
  config: Pick<Config, 'stunUrls' | 'turn' | 'iceTransportPolicy'>,
  clock: () => number,
): (consultation: ConsultationId, party: Party) => IceSettings {
  const { stunUrls, turn, iceTransportPolicy } = config;
  const stun = stunUrls.length > 0 ? [{ urls: stunUrls }] : [];

  return (consultation, party) => {
    if (!turn) return { iceServers: stun, iceTransportPolicy };
    const credentials = turnCredentials(
      turn.secret,
      `${consultation}.${party}`,
      clock(),
      turn.lifetimeSeconds,
    );
    return { iceServers: [...stun, { urls: turn.urls, ...credentials }], iceTransportPolicy };
  };
}
