// Only the part that `peer.ts` uses, and what passes through the data channel. `@types/simple-peer`
// would bring Node's types, and with them Node's `setTimeout`, into code that runs in browsers.
// See https://github.com/feross/simple-peer/blob/v9.11.1/README.md#api

type SimplePeerSignal = { readonly [key: string]: unknown };

export declare class SimplePeer {
  constructor(options: {
    initiator: boolean;
    trickle: boolean;
    config: RTCConfiguration;
    stream?: MediaStream;
  });
  on(event: 'signal', listener: (signal: SimplePeerSignal) => void): this;
  on(
    event: 'iceStateChange',
    listener: (connection: RTCIceConnectionState, gathering: RTCIceGatheringState) => void,
  ): this;
  on(event: 'stream', listener: (stream: MediaStream) => void): this;
  /** The data channel is open. */
  on(event: 'connect', listener: () => void): this;
  /** Text as it was sent; bytes always so. */
  on(event: 'data', listener: (data: string | Uint8Array<ArrayBuffer>) => void): this;
  on(event: 'close', listener: () => void): this;
  on(event: 'error', listener: (cause: Error & { readonly code?: string }) => void): this;
  /** Not of its published interface, which has neither statistics by sender nor sender parameters. */
  readonly _pc: RTCPeerConnection;
  /** Bytes that wait in the data channel. */
  readonly bufferSize: number;
  /** At once. @throws when the data channel is not open */
  send(data: string | ArrayBuffer | ArrayBufferView<ArrayBuffer> | Blob): void;
  /**
   * In the order of writing, also before `connect`.
   * @param done there is room for the next; after `close` it is never called
   */
  write(
    data: string | ArrayBuffer | ArrayBufferView<ArrayBuffer>,
    done?: (error?: Error | null) => void,
  ): void;
  signal(signal: SimplePeerSignal): void;
  addTrack(track: MediaStreamTrack, stream: MediaStream): void;
  /** @param after null: nothing is sent, until it is replaced again */
  replaceTrack(before: MediaStreamTrack, after: MediaStreamTrack | null, stream: MediaStream): void;
  destroy(): void;
}
