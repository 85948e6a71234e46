/** Closer to the end than this is at the end. Pixels. */
const NEAR = 48;

/**
 * Keeps the end of a growing log in sight, for whoever was looking at the end.
 *
 * @returns the release
 */
export function stickToEnd(log: HTMLElement): () => void {
  let atEnd = true;
  const toEnd = () => {
    if (atEnd) log.scrollTop = log.scrollHeight;
  };
  const look = () => {
    atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
  };
  const growth = new MutationObserver(toEnd);
  growth.observe(log, { childList: true, subtree: true });
  log.addEventListener('scroll', look);
  toEnd();
  return () => {
    growth.disconnect();
    log.removeEventListener('scroll', look);
  };
}
