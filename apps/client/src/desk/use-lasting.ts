import { useEffect, useState } from 'react';

/** What is answered sooner needs no sign that it is on its way; to draw one costs as much as the answer. */
const PATIENCE_MS = 300;

/** What has been pending for a while; null before, and when nothing is. */
export function useLasting<Pending>(pending: Pending | null): Pending | null {
  const [lasts, setLasts] = useState(false);
  const is = pending !== null;
  useEffect(() => {
    if (!is) return undefined;
    const timer = setTimeout(setLasts, PATIENCE_MS, true);
    return () => {
      clearTimeout(timer);
      setLasts(false);
    };
  }, [is]);
  return lasts ? pending : null;
}
