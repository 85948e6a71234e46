/**
 * Calls `refresh` every `periodMs` while the page is to be seen, and at once when it is again.
 *
 * @returns ends it; safe to repeat
 */
export function keepFresh(refresh: () => void, periodMs: number, page: Document): () => void {
  const look = () => {
    if (!page.hidden) refresh();
  };
  const timer = setInterval(look, periodMs);
  page.addEventListener('visibilitychange', look);
  return () => {
    clearInterval(timer);
    page.removeEventListener('visibilitychange', look);
  };
}
