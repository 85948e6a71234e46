import { type Call, FIRST_PICTURE_MS } from '@peerdesk/call';
import { startTransition, useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';

/** Whoever is not connected by then has time to look around. */
const PATIENCE_MS = 700;

/** What this machine sends is at its first picture as well, and the other side waits for it. */
const AFTER_PICTURE_MS = 300;

interface Calm {
  /** True from shortly after the first picture on, or once it is known not to come soon. */
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
  const [seen, setSeen] = useState(false);
  const [calm, setCalm] = useState(false);
  const onPicture = useCallback(() => setSeen(true), []);
  useEffect(() => {
    if (calm) return onCalm?.();
    const patience = connected ? FIRST_PICTURE_MS : PATIENCE_MS;
    const rest = () => startTransition(() => setCalm(true));
    const timer = setTimeout(rest, seen ? AFTER_PICTURE_MS : patience);
    return () => clearTimeout(timer);
  }, [calm, seen, connected, onCalm]);
  return { calm, onPicture };
}
