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

function nameOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : '';
}
