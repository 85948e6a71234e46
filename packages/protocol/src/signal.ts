/**
 * What one peer tells the other to connect: an offer, an answer, an ICE candidate or a
 * renegotiation request, made by simple-peer. Opaque: the server passes it on unread.
 */
export type Signal = { readonly [key: string]: unknown };

/** Where and how to find a path between the two browsers; handed to RTCPeerConnection as it is. */
export interface IceSettings {
  readonly iceServers: readonly IceServer[];
  readonly iceTransportPolicy: 'all' | 'relay';
}

/** @see https://www.w3.org/TR/webrtc/#rtciceserver-dictionary */
export interface IceServer {
  readonly urls: readonly string[];
  readonly username?: string;
  readonly credential?: string;
}

/** The reasons why two browsers may find no path to each other. */
export const PATH_TROUBLE_CODES = [
  /** The TURN server does not take the credentials: another secret, or a clock that is wrong. */
  'turn_refused',
  /** Nobody answers at the TURN server's address. */
  'turn_unreachable',
  /** Everything was tried, and nothing came through. */
  'no_path',
  /** The other side's signals did not arrive in time. */
  'timeout',
] as const;

export interface PathTrouble {
  readonly code: (typeof PATH_TROUBLE_CODES)[number];
}
