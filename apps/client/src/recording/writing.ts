import type { RecordingId } from '@peerdesk/protocol';

const lockOf = (recording: RecordingId) => `peerdesk-recording ${recording}`;

/**
 * Says to the other windows of this browser that this page writes to the recording. The browser
 * takes the word back when the page is closed or killed, which the page itself could not.
 *
 * @returns the release
 * @see https://www.w3.org/TR/web-locks/
 */
export function holdWriting(recording: RecordingId): () => void {
  const writing = new AbortController();
  const over = new Promise<void>((resolve) => {
    writing.signal.addEventListener('abort', () => resolve());
  });
  // Shared: a page that is being reloaded may still have it.
  void navigator.locks.request(lockOf(recording), { mode: 'shared' }, () => over);
  return () => writing.abort();
}

/** Does any window of this browser write to it? */
export async function isBeingWritten({
  recording,
}: {
  readonly recording: RecordingId;
}): Promise<boolean> {
  const { held = [], pending = [] } = await navigator.locks.query();
  return [...held, ...pending].some(({ name }) => name === lockOf(recording));
}
