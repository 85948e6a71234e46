import { type Call, FIRST_PICTURE_MS } from '@peerdesk/call';
import { useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';

/** Whoever is not connected by then has time to look around. */
const PATIENCE_MS = 700;

interface Calm {
  /** True from the first picture on, or once it is known not to come soon. */
  readonly calm: boolean;
  /** To be told that the first picture is there. */
  readonly onPicture: () => void;
}

/**
 * The first picture of the other is what counts when a call begins, and it is made by the same
 * machine that draws the screen: what is not needed for it waits.
 */
export function useCalm({ store }: Pick<Call, 'store'>, onCalm?: () => void): Calm {
  const connected = useStore(store, ({ phase }) => phase === 'connected');
  const [calm, setCalm] = useState(false);
  const onPicture = useCallback(() => setCalm(true), []);
  useEffect(() => {
    if (calm) return onCalm?.();
    const timer = setTimeout(setCalm, connected ? FIRST_PICTURE_MS : PATIENCE_MS, true);
    return () => clearTimeout(timer);
  }, [calm, connected, onCalm]);
  return { calm, onPicture };
}
