import type { Call } from '@peerdesk/call';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';

/** A connection's first picture comes in this time after it, if one comes. */
const FIRST_PICTURE_MS = 250;
/** Whoever is not connected by then has time to look around. */
const PATIENCE_MS = 700;

/**
 * The first picture of the other is what counts when a call begins, and it is made by the same
 * machine that draws the screen: what is not needed for it waits.
 *
 * @returns true from the first picture on, or once it is known not to come soon
 */
export function useCalm({ store }: Pick<Call, 'store'>): boolean {
  const connected = useStore(store, ({ phase }) => phase === 'connected');
  const [calm, setCalm] = useState(connected);
  useEffect(() => {
    if (calm) return undefined;
    const timer = setTimeout(setCalm, connected ? FIRST_PICTURE_MS : PATIENCE_MS, true);
    return () => clearTimeout(timer);
  }, [calm, connected]);
  return calm;
}
