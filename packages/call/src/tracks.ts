/** The first track of a kind, live or not. */
export function trackOf(stream: MediaStream, kind: 'audio' | 'video'): MediaStreamTrack | null {
  return (kind === 'audio' ? stream.getAudioTracks() : stream.getVideoTracks())[0] ?? null;
}

/** A track of getDisplayMedia says what it shows; others may hint that every detail matters. */
export function isScreen(track: MediaStreamTrack | null): boolean {
  if (track?.kind !== 'video') return false;
  return (
    track.contentHint === 'detail' ||
    track.contentHint === 'text' ||
    track.getSettings().displaySurface !== undefined
  );
}

/**
 * Puts a track in the place of another within a stream, and tells whoever sends, shows or measures
 * the stream, by the events that browsers fire only for changes of their own. `addtrack` comes
 * first, so that a sender goes from one to the other without a gap.
 */
export function swapTrack(
  stream: MediaStream,
  before: MediaStreamTrack | null,
  after: MediaStreamTrack | null,
): void {
  if (before === after) return;
  if (before) stream.removeTrack(before);
  if (after) stream.addTrack(after);
  if (after) stream.dispatchEvent(eventOf('addtrack', after));
  if (before) stream.dispatchEvent(eventOf('removetrack', before));
}

/** As a MediaStreamTrackEvent, which exists in browsers only. */
const eventOf = (type: 'addtrack' | 'removetrack', track: MediaStreamTrack) =>
  Object.assign(new Event(type), { track });
