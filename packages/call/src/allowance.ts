/**
 * How much of the other side's talk is listened to: so much at once, and so much a second. What
 * goes beyond it is not heard.
 *
 * @param clock epoch milliseconds
 */
export function createAllowance(atOnce: number, perSecond: number, clock: () => number) {
  let left = atOnce;
  let at = clock();
  return (cost = 1): boolean => {
    const now = clock();
    left = Math.min(atOnce, left + (Math.max(0, now - at) / 1000) * perSecond);
    at = now;
    if (left < cost) return false;
    left -= cost;
    return true;
  };
}
