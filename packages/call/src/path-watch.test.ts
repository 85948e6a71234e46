import { describe, expect, it } from 'vitest';
import {
  isShaken,
  isSilent,
  LOOK_MS,
  lookAgain,
  type PathWatch,
  receivedIn,
  SILENT_MS,
} from './path-watch.ts';

/** Looks at these counts, so many milliseconds apart. */
function watched(counts: readonly number[], everyMs = LOOK_MS): PathWatch {
  let watch: PathWatch | null = null;
  counts.forEach((received, index) => {
    watch = lookAgain(watch, received, index * everyMs);
  });
  if (!watch) throw new Error('nothing was looked at');
  return watch;
}

const stillFor = (looks: number) => Array.from({ length: looks + 1 }, () => 7);

describe('a path over which nothing arrives', () => {
  it('is silent after five seconds, and not before', () => {
    expect(isSilent(watched(stillFor(SILENT_MS / LOOK_MS - 1)))).toBe(false);
    expect(isSilent(watched(stillFor(SILENT_MS / LOOK_MS)))).toBe(true);
  });

  it('is alive again with the first byte', () => {
    expect(isSilent(watched([...stillFor(4), 8, ...Array.from({ length: 4 }, () => 8)]))).toBe(
      false,
    );
  });

  it('is alive too when the browser counts anew, as for another pair of candidates', () => {
    expect(watched([900, 900, 900, 3]).silentMs).toBe(0);
  });

  it('is shaken for a while before it is lost', () => {
    expect(isShaken(watched(stillFor(1)))).toBe(false);
    expect(isShaken(watched(stillFor(3)))).toBe(true);
    expect(isSilent(watched(stillFor(3)))).toBe(false);
  });

  it('is not called silent by a page that was asleep', () => {
    expect(isSilent(watched(stillFor(60), 60_000))).toBe(false);
  });

  it('is called silent by a page that has slept and has watched for long enough since', () => {
    const asleep = lookAgain(watched(stillFor(2)), 7, 3_600_000);
    let watch = asleep;
    for (let look = 1; look <= 3; look++) watch = lookAgain(watch, 7, 3_600_000 + look * LOOK_MS);

    expect(isSilent(asleep)).toBe(false);
    expect(isSilent(watch)).toBe(true);
  });

  it('is not silent because a clock was set back', () => {
    expect(lookAgain({ received: 7, at: 10_000, silentMs: 0 }, 7, 1000).silentMs).toBe(0);
  });
});

describe('what has arrived', () => {
  it('is counted over everything the browser reports', () => {
    expect(
      receivedIn([{ bytesReceived: 100 }, {}, { bytesReceived: 20 }, { bytesReceived: 'many' }]),
    ).toBe(120);
  });
});
