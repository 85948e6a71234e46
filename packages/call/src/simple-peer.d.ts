// Only the part that `peer.ts` uses. `@types/simple-peer` would bring Node's types, and with them
// Node's `setTimeout`, into code that runs in browsers.
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
  on(event: 'close', listener: () => void): this;
  on(event: 'error', listener: (cause: Error) => void): this;
  signal(signal: SimplePeerSignal): void;
  addTrack(track: MediaStreamTrack, stream: MediaStream): void;
  replaceTrack(before: MediaStreamTrack, after: MediaStreamTrack, stream: MediaStream): void;
  destroy(): void;
}
