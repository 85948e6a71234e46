import type { ConsultationId, IceSettings, Party, RoomId, RoomPlace } from '@peerdesk/protocol';
import type { Config } from '../config.ts';
import { turnCredentials } from './turn-credentials.ts';

/** Where the two browsers may look for a path: what the operator named, and nothing else. */
export function createIceSettings(
  config: Pick<Config, 'stunUrls' | 'turn' | 'iceTransportPolicy'>,
  clock: () => number,
): (meeting: ConsultationId | RoomId, party: Party | RoomPlace) => IceSettings {
  const { stunUrls, turn, iceTransportPolicy } = config;
  const stun = stunUrls.length > 0 ? [{ urls: stunUrls }] : [];

  return (meeting, party) => {
    if (!turn) return { iceServers: stun, iceTransportPolicy };
    const credentials = turnCredentials(
      turn.secret,
      `${meeting}.${party}`,
      clock(),
      turn.lifetimeSeconds,
    );
    return { iceServers: [...stun, { urls: turn.urls, ...credentials }], iceTransportPolicy };
  };
}
