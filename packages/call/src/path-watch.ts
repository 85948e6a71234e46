/** How often the path is looked at, and a sign of life sent. */
export const LOOK_MS = 1000;
/** A path over which nothing at all arrives for this long is lost, whatever ICE says of it. */
export const SILENT_MS = 5000;
/** After this long it is no coincidence any more. */
const SHAKEN_MS = 2000;
/**
 * A look that comes later than this says that the page was asleep, as on a closed laptop or in a
 * throttled tab; what it did not see is not held against the other side.
 */
const ASLEEP_MS = 2000;

/** What was seen of a path at the last look. */
export interface PathWatch {
  /** A count of what had arrived by then; only whether it changes means anything. */
  readonly received: number;
  readonly at: number;
  readonly silentMs: number;
}

/** Looks again. @param before null at the first look */
export function lookAgain(before: PathWatch | null, received: number, at: number): PathWatch {
  if (!before || received !== before.received) return { received, at, silentMs: 0 };
  const passedMs = at - before.at;
  const seenMs = passedMs > ASLEEP_MS ? 0 : Math.max(0, passedMs);
  return { received, at, silentMs: before.silentMs + seenMs };
}

export const isSilent = ({ silentMs }: PathWatch): boolean => silentMs >= SILENT_MS;

export const isShaken = ({ silentMs }: PathWatch): boolean => silentMs >= SHAKEN_MS;

/**
 * How much has arrived, by whatever the browser counts: RTP, RTCP and the data channel, also of
 * somebody who is muted or has no devices. Connectivity checks are not counted.
 *
 * @see https://www.w3.org/TR/webrtc-stats/#dom-rtctransportstats-bytesreceived
 */
export function receivedIn(report: Iterable<{ readonly bytesReceived?: unknown }>): number {
  let received = 0;
  for (const { bytesReceived } of report) {
    if (typeof bytesReceived === 'number') received += bytesReceived;
  }
  return received;
}
