interface TrackProcessor {
  readonly readable: ReadableStream<VideoFrame>;
}

interface TrackGenerator extends MediaStreamTrack {
  readonly writable: WritableStream<VideoFrame>;
}

interface Insertable {
  readonly MediaStreamTrackProcessor?: new (options: {
    track: MediaStreamTrack;
    maxBufferSize?: number;
  }) => TrackProcessor;
  readonly MediaStreamTrackGenerator?: new (options: { kind: 'video' }) => TrackGenerator;
}

/**
 * Tracks of which a page may take the frames, and make them. Only Chromium has these on a page;
 * elsewhere they are undefined.
 *
 * @see https://www.w3.org/TR/mediacapture-transform/
 */
export const insertable = (): Insertable => globalThis as Insertable;
