import { isScreen } from './tracks.ts';

/** Half of the width and of the height. */
const SMALL = 2;

/**
 * The first picture comes small: it is made, sent and read in a fraction of the time, over a path of
 * which nobody knows yet what it carries. A screen must be readable, and keeps its size.
 *
 * @see https://www.w3.org/TR/webrtc/#dom-rtcrtpencodingparameters-scaleresolutiondownby
 */
export function beginSmall(connection: RTCPeerConnection): void {
  scale(connection, 1, SMALL);
}

/** From now on at the camera's size. Who has been given limits meanwhile keeps them. */
export function growUp(connection: RTCPeerConnection): void {
  scale(connection, SMALL, 1);
}

function scale(connection: RTCPeerConnection, from: number, to: number) {
  for (const sender of connection.getSenders()) {
    if (sender.track?.kind !== 'video' || isScreen(sender.track)) continue;
    const parameters = sender.getParameters();
    // Firefox has none before it sends.
    const [encoding] = parameters.encodings;
    if (!encoding || encoding.maxBitrate !== undefined) continue;
    if ((encoding.scaleResolutionDownBy ?? 1) !== from) continue;
    encoding.scaleResolutionDownBy = to;
    sender.setParameters(parameters).catch(() => {});
  }
}
