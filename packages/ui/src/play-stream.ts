/**
 * Plays a stream in a media element.
 *
 * @param onBlocked told `true` when the browser wants a press of a button before there is sound
 * @returns takes the stream out again
 */
export function playStream(
  element: HTMLMediaElement,
  stream: MediaStream | null,
  onBlocked: (blocked: boolean) => void,
): () => void {
  let over = false;
  element.srcObject = stream;
  if (stream) {
    element.play().then(
      () => !over && onBlocked(false),
      // A stream that is replaced while it starts rejects with AbortError; only the other is a block.
      (error: unknown) => !over && onBlocked(nameOf(error) === 'NotAllowedError'),
    );
  }
  return () => {
    over = true;
    element.srcObject = null;
  };
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
