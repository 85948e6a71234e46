import type { ConsultationId, IceSettings, Party, RoomId, RoomPlace } from '@peerdesk/protocol';
import type { Config } from '../config.ts';
import { turnCredentials } from './turn-credentials.ts';

/**
 * For one party of a meeting; of a test call the meeting is oneself.
 *
 * @param lifetimeSeconds of its TURN credentials; as the operator has set it unless said
 */
type IceSettingsOf = (
  ...whose:
    | [meeting: ConsultationId | RoomId, party: Party | RoomPlace, lifetimeSeconds?: number]
    | [meeting: 'self-test', tester: string, lifetimeSeconds: number]
) => IceSettings;

/** Where the two browsers may look for a path: what the operator named, and nothing else. */
export function createIceSettings(
  config: Pick<Config, 'stunUrls' | 'turn' | 'iceTransportPolicy'>,
  clock: () => number,
): IceSettingsOf {
  const { stunUrls, turn, iceTransportPolicy } = config;
  const stun = stunUrls.length > 0 ? [{ urls: stunUrls }] : [];

  return (meeting, party, lifetimeSeconds = turn?.lifetimeSeconds) => {
    if (!turn || !lifetimeSeconds) return { iceServers: stun, iceTransportPolicy };
    const whose = `${meeting}.${party}`;
    const credentials = turnCredentials(turn.secret, whose, clock(), lifetimeSeconds);
    return { iceServers: [...stun, { urls: turn.urls, ...credentials }], iceTransportPolicy };
  };
}
