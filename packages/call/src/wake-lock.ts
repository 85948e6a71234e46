/**
 * Keeps the screen on: a phone that goes dark in a call takes the camera with it. The lock is gone
 * whenever the page cannot be seen, so it is taken again when it can.
 *
 * @returns the release
 */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  let over = false;
  const take = async () => {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    try {
      const taken = await navigator.wakeLock.request('screen');
      if (over) await taken.release();
      else lock = taken;
    } catch {
      // A low battery, or a page that may not: the call goes on.
    }
  };
  const look = () => void take();
  look();
  document.addEventListener('visibilitychange', look);
  return () => {
    over = true;
    document.removeEventListener('visibilitychange', look);
    void lock?.release();
    lock = null;
  };
}
