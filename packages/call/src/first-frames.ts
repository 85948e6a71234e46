import { insertable } from './insertable.ts';
import { isScreen } from './tracks.ts';

/** Newer than the types. */
interface Turned {
  readonly rotation?: number;
  readonly flip?: boolean;
}

/** As of a time, in µs. */
type Picture = (timestamp: number) => VideoFrame;

/** A frame of its own every so often, from negotiating on and for a moment after connecting. */
const EVERY_MS = 20;
const AFTER_MS = 70;
/** Whoever takes longer to connect is not helped by this. */
const PATIENCE_MS = 1000;

export interface FirstFrames {
  /** There will be negotiating in a moment, and what the camera sees now is what will be sent. */
  readonly take: () => void;
  /** Safe to repeat. */
  readonly end: () => void;
}

const NOTHING: FirstFrames = { take() {}, end() {} };

/**
 * Lets the first picture not wait for the camera. An encoder loses the first frame it is given, for
 * that is when it learns their size, and all that come before the connection is up; so the first
 * that is sent is the second or third of a camera that gives 15 in a second. This sends the camera's
 * last frame instead, again and again, and then gives way to the camera.
 *
 * @param current the track that is to be sent now
 */
export function sendFirstFrames(
  connection: RTCPeerConnection,
  current: () => MediaStreamTrack | null,
): FirstFrames {
  const { MediaStreamTrackProcessor, MediaStreamTrackGenerator } = insertable();
  const camera = current();
  const sender = connection.getSenders().find(({ track }) => track !== null && track === camera);
  if (!MediaStreamTrackProcessor || !MediaStreamTrackGenerator || !sender) return NOTHING;
  if (!camera || camera.readyState !== 'live' || isScreen(camera)) return NOTHING;

  // It keeps the last one until it is read.
  const frames = new MediaStreamTrackProcessor({ track: camera, maxBufferSize: 1 });
  const reader = frames.readable.getReader();
  const still = new MediaStreamTrackGenerator({ kind: 'video' });
  const writer = still.writable.getWriter();
  let reading: Promise<Picture | null | undefined> | null = null;
  let picture: Picture | null = null;
  let over = false;
  let beat: ReturnType<typeof setInterval> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const end = () => {
    if (over) return;
    over = true;
    clearInterval(beat);
    clearTimeout(timer);
    connection.removeEventListener('signalingstatechange', onNegotiated);
    connection.removeEventListener('connectionstatechange', onConnected);
    sender.replaceTrack(current()).catch(() => {});
    reader.cancel().catch(() => {});
    still.stop();
  };
  const show = () => {
    // Turned off or changed meanwhile: what was seen a moment ago must not be.
    if (current() !== camera || !camera.enabled) return end();
    if (picture && !over) writer.write(picture(performance.now() * 1000)).catch(end);
  };
  const take = () => {
    reading ??= reader.read().then(({ value }) => value && pictureOf(value));
    return reading;
  };
  function onNegotiated() {
    if (connection.signalingState !== 'stable') return;
    connection.removeEventListener('signalingstatechange', onNegotiated);
    timer = setTimeout(end, PATIENCE_MS);
    take().then(begin).catch(end);
  }
  function begin(taken: Picture | null | undefined) {
    picture = taken ?? null;
    show();
    // Who was asked is ready for it by now.
    if (connection.localDescription?.type === 'offer') repeat();
  }
  function repeat() {
    if (!over) beat ??= setInterval(show, EVERY_MS);
  }
  function onConnected() {
    if (connection.connectionState !== 'connected') return;
    // Not at once: who asked may be still taking the answer in, and would not take what is sent.
    repeat();
    clearTimeout(timer);
    timer = setTimeout(end, AFTER_MS);
  }
  connection.addEventListener('signalingstatechange', onNegotiated);
  connection.addEventListener('connectionstatechange', onConnected);
  sender.replaceTrack(still).catch(end);
  return {
    take: () => void take().catch(() => {}),
    end,
  };
}

/**
 * The picture without the frame it is of: one that says when it was taken is sent once.
 *
 * @returns it, as of any time, in µs; null where it cannot be had, or is turned by what is beside it
 */
async function pictureOf(frame: VideoFrame) {
  const { format, visibleRect, colorSpace } = frame;
  const { rotation, flip } = frame as VideoFrame & Turned;
  const data = new Uint8Array(frame.allocationSize());
  try {
    const layout = await frame.copyTo(data);
    if (!format || !visibleRect || rotation || flip) return null;
    const { width: codedWidth, height: codedHeight } = visibleRect;
    return (timestamp: number) =>
      new VideoFrame(data, { format, layout, codedWidth, codedHeight, colorSpace, timestamp });
  } finally {
    frame.close();
  }
}
