import { createRequire } from 'node:module';

/**
 * Lets all timers of this process, and its clock, run so many times as fast, those of Socket.IO
 * included: what pages wait for is as long as ever in relation to everything else.
 *
 * @returns ends it
 */
export function hurry(times: number): () => void {
  // Engine.IO takes its timers from this module, and a module of ES has no property to replace.
  const timers: object = createRequire(import.meta.url)('node:timers');
  const real = { setTimeout, setInterval, now: Date.now };
  const fast = {
    setTimeout: (act: () => void, ms = 0, ...given: unknown[]) =>
      real.setTimeout(act, ms / times, ...(given as [])),
    setInterval: (act: () => void, ms = 0, ...given: unknown[]) =>
      real.setInterval(act, ms / times, ...(given as [])),
  };
  const startedAt = real.now();
  Object.assign(globalThis, fast);
  Object.assign(timers, fast);
  Date.now = () => startedAt + (real.now() - startedAt) * times;
  return () => {
    const { setTimeout: later, setInterval: every, now } = real;
    Object.assign(globalThis, { setTimeout: later, setInterval: every });
    Object.assign(timers, { setTimeout: later, setInterval: every });
    Date.now = now;
  };
}
