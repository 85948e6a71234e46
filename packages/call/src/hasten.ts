import { type FirstFrames, sendFirstFrames } from './first-frames.ts';
import { beginSmall, growUp } from './first-size.ts';

/** What lets the first picture come sooner, and what ends it. */
export interface Hastening extends FirstFrames {
  /** Both have drawn their call: the picture may have its size. */
  readonly grow: () => void;
}

/**
 * To be called before anything is negotiated.
 *
 * @param current the track of a camera that is to be sent now
 */
export function hasten(
  connection: RTCPeerConnection,
  current: () => MediaStreamTrack | null,
): Hastening {
  beginSmall(connection);
  return { ...sendFirstFrames(connection, current), grow: () => growUp(connection) };
}
