import type { StoreApi } from 'zustand/vanilla';
import type { Opening } from './contract.ts';

type Watched = Pick<StoreApi<Opening>, 'getState' | 'subscribe'>;

/** @returns resolves when a call's screen is to be shown */
export const shown = (opening: Watched) => until(opening, (now) => now !== 'apart');

/** @returns resolves when there is nothing left that what else a call has should wait for */
export const opened = (opening: Watched) => until(opening, (now) => now === 'whole');

async function until(opening: Watched, is: (now: Opening) => boolean): Promise<void> {
  if (is(opening.getState())) return;
  await new Promise<void>((resolve) => {
    const release = opening.subscribe((now) => {
      if (!is(now)) return;
      release();
      resolve();
    });
  });
}
