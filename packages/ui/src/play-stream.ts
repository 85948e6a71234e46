/** To take a stream out is work for the browser, and where it is done the next is just beginning. */
const LATER_MS = 1000;

/** As wide is what stands for a picture that has not come, or is not sent, in some browsers. */
const EMPTY_PX = 2;

/**
 * Plays a stream in a media element.
 *
 * @param onBlocked told `true` when the browser wants a press of a button before there is sound
 * @returns the end of it: the stream is taken out again, unless another has taken its place
 */
export function playStream(
  element: HTMLMediaElement,
  stream: MediaStream | null,
  onBlocked: (blocked: boolean) => void,
): () => void {
  let over = false;
  if (element.srcObject !== stream) element.srcObject = stream;
  if (stream) {
    element.play().then(
      () => !over && onBlocked(false),
      // A stream that is replaced while it starts rejects with AbortError; only the other is a block.
      (error: unknown) => !over && onBlocked(nameOf(error) === 'NotAllowedError'),
    );
  }
  return () => {
    over = true;
    setTimeout(() => {
      if (!element.isConnected) element.srcObject = null;
    }, LATER_MS);
  };
}

/**
 * Some browsers tell of a video's frames, which is a little earlier than of its data.
 *
 * @returns the release
 * @see https://wicg.github.io/video-rvfc/
 */
export function onFirstPicture(video: HTMLVideoElement, act: () => void): () => void {
  if ('requestVideoFrameCallback' in video) {
    let id = 0;
    const look = () => {
      id = video.requestVideoFrameCallback((_now, { width }) =>
        width > EMPTY_PX ? act() : look(),
      );
    };
    look();
    return () => video.cancelVideoFrameCallback(id);
  }
  const target: HTMLElement = video;
  target.addEventListener('loadeddata', act, { once: true });
  return () => target.removeEventListener('loadeddata', act);
}

/** @param speakerId null: wherever the system says, which is where it plays to begin with */
export function playThrough(element: HTMLMediaElement, speakerId: string | null): void {
  if (speakerId === null || !canChooseSpeaker(element)) return;
  // One that has been pulled out since leaves the sound where it was.
  element.setSinkId(speakerId).catch(() => {});
}

/** Safari and phones cannot. */
function canChooseSpeaker(element: HTMLMediaElement): boolean {
  return 'setSinkId' in element;
}

function nameOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : '';
}
