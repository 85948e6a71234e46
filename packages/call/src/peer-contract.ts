import type { IceSettings, PathTrouble, Signal } from '@peerdesk/protocol';

/** One connection to the other party; it is never healed. */
export interface Peer {
  /** Takes a signal of the other party's peer. Never throws; after the end it changes nothing. */
  signal(signal: Signal): void;
  readonly connection: RTCPeerConnection | null;
  /** At once. @returns false when the data channel is not open */
  send(data: string): boolean;
  /** In the order of writing. @param done there is room for the next; never called after the end */
  write(data: Uint8Array<ArrayBuffer>, done: () => void): void;
  /** Why no path has been found until now; null once there was one. */
  trouble(): PathTrouble | null;
  /** Safe to repeat. No callback is called afterwards. */
  destroy(): void;
}

export interface PeerOptions {
  readonly initiator: boolean;
  readonly ice: IceSettings;
  readonly stream: MediaStream | null;
  /** An answer is made, but neither given nor applied before this: in that order, and given once. */
  readonly answerAfter?: Promise<void>;
  readonly onSignal: (signal: Signal) => void;
  /** Every candidate has been found. */
  readonly onGathered: () => void;
  /** This will be the other party's media, if there comes to be a connection. */
  readonly onRemote: (remote: MediaStream) => void;
  /** The connection is up and this is the other party's media; empty if they send none. */
  readonly onConnected: (remote: MediaStream) => void;
  /** The data channel is open. */
  readonly onChannel: () => void;
  readonly onData: (data: string | Uint8Array<ArrayBuffer>) => void;
  /** For a moment nothing arrives any more. May be repeated. */
  readonly onShaken: () => void;
  /** It can come to nothing any more: only a relay is allowed, and none has been found. */
  readonly onHopeless: () => void;
  /** The connection is over: `closed` by the other side, or `failed`. Called once. */
  readonly onLost: (how: 'closed' | 'failed') => void;
}

export type CreatePeer = (options: PeerOptions) => Peer;
