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
