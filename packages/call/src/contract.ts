import type { IceSettings, Media, Signal } from '@peerdesk/protocol';
import type { StoreApi } from 'zustand/vanilla';
import type { LocalMediaState } from './media-types.ts';

/** Holds the camera and microphone from preview to hang-up. Only `media.ts` talks to getUserMedia. */
export interface LocalMedia {
  readonly store: StoreApi<LocalMediaState>;
  /** Asks the browser for what `media` needs; safe to repeat; the last request wins. Never rejects: trouble is state. */
  open(media: Media): Promise<void>;
  /** Swaps to another device of the list, keeping the other one. Never rejects. */
  choose(choice: { readonly cameraId?: string; readonly microphoneId?: string }): Promise<void>;
  /** Stops every track, also those granted after this. */
  close(): void;
}

export type CallState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'connecting'; readonly generation: number }
  | { readonly phase: 'connected'; readonly generation: number; readonly remote: MediaStream }
  | { readonly phase: 'reconnecting'; readonly generation: number }
  | { readonly phase: 'ended' };

/**
 * A call between two people over whatever carries signals: a queue's consultation, a room, or
 * an in-page pair. Knows no socket, no queue and no React. Lives through generations: a broken
 * connection is never healed; both sides build a new peer in the next one.
 */
export interface Call {
  readonly store: StoreApi<CallState>;
  readonly line: Line;
  /** The connection at hand, to be measured and tuned; null while there is none. */
  connection(): RTCPeerConnection | null;
  /**
   * Makes an offer ahead of being accepted (initiator only).
   * @returns the offer and the candidates found so far; later ones are sent after `begin`
   */
  prepare(generation: number, ice: IceSettings): Promise<readonly Signal[]>;
  /** Drops prepared offers of generations below this one. */
  forgetPrepared(belowGeneration: number): void;
  /** Starts connecting in this generation, with the prepared peer if there is one; repeated, or older, it changes nothing. */
  begin(generation: number, ice: IceSettings): void;
  /** A signal of the other party. Those of a coming generation wait for it; older ones are dropped. */
  receive(generation: number, signal: Signal): void;
  /** Hangs up: destroys every peer. The local media belongs to whoever opened it. Safe to repeat. */
  end(): void;
}

/**
 * What the two say to each other beside picture and voice, from browser to browser, in order. It
 * opens some trips after the picture and closes with each generation; what was on its way then
 * may be lost, so whoever needs more asks the other side what it has.
 */
export interface Line {
  readonly store: StoreApi<{ readonly open: boolean }>;
  /** @returns false when the line is closed: nothing was said */
  say(topic: string, body: unknown): boolean;
  /**
   * Hears what the other side says on a topic. Their browser may be anybody's: check the body.
   *
   * @returns the release
   */
  hear(topic: string, listener: (body: unknown) => void): () => void;
  /**
   * Sends bytes; what is said meanwhile may overtake them.
   *
   * @returns resolves true once there is room for more, false when the line closed
   */
  sendBytes(bytes: Uint8Array<ArrayBuffer>): Promise<boolean>;
  /** @returns the release */
  hearBytes(listener: (bytes: Uint8Array<ArrayBuffer>) => void): () => void;
}

export interface CallOptions {
  /** The caller initiates every generation, always. */
  readonly role: 'initiator' | 'answerer';
  /** What this party sends; read when a peer is built. */
  readonly localStream: () => MediaStream | null;
  readonly send: (generation: number, signal: Signal) => void;
  /** This side sees the other's media in this generation. */
  readonly onConnected: (generation: number) => void;
  /** The connection of this generation is lost; ask for the next one. */
  readonly onLost: (generation: number) => void;
}

/** Mute and camera switches: tracks are disabled, nothing is renegotiated. */
export type ControlsState = {
  readonly microphone: 'on' | 'off';
  readonly camera: 'on' | 'off' | 'absent';
};

export interface Controls {
  readonly store: StoreApi<ControlsState>;
  toggleMicrophone(): void;
  toggleCamera(): void;
}

/**
 * What one of the two has in hand during a call, through all its generations: made when the call
 * begins on this page, ended with it. The same for a queue's call, a room's and a test call.
 */
export interface CallTools {
  readonly controls: Controls;
  /** Releases everything. Safe to repeat. */
  end(): void;
}

export interface CallToolsOptions {
  readonly call: Call;
  /** What this party sends. */
  readonly localStream: MediaStream;
}
