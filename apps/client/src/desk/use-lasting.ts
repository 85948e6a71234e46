import { useEffect, useState } from 'react';
import type { StoreApi } from 'zustand/vanilla';

/** What is answered sooner needs no sign that it is on its way; to draw one costs as much as the answer. */
const PATIENCE_MS = 300;

/**
 * What a store has had for a while; null before, and when it has nothing. Nothing is drawn, and not
 * even considered, for what does not last.
 *
 * @param select the same function at every call
 */
export function useLasting<State, Part>(
  store: Pick<StoreApi<State>, 'getState' | 'subscribe'>,
  select: (state: State) => Part | null,
): Part | null {
  const [lasting, setLasting] = useState<Part | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let lasts = false;
    const follow = () => {
      const part = select(store.getState());
      if (part === null) {
        clearTimeout(timer);
        timer = undefined;
        lasts = false;
        setLasting(null);
      } else if (lasts) setLasting(() => part);
      else timer ??= setTimeout(last, PATIENCE_MS);
    };
    const last = () => {
      lasts = true;
      follow();
    };
    follow();
    const release = store.subscribe(follow);
    return () => {
      clearTimeout(timer);
      release();
    };
  }, [store, select]);
  return lasting;
}
