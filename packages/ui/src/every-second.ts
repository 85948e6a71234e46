import { useSyncExternalStore } from 'react';

let now = Date.now();
let timer: ReturnType<typeof setInterval> | null = null;
const listeners = new Set<() => void>();

function tick() {
  now = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === null) {
    now = Date.now();
    timer = setInterval(tick, 1000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

// While nobody listens the clock stands still; the first reading must not be an old one.
const read = () => (timer === null ? (now = Date.now()) : now);

/** This browser's clock, in epoch milliseconds, read anew every second. One timer for all who ask. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, read, read);
}
