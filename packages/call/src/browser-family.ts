export type BrowserFamily = 'chromium' | 'firefox' | 'safari' | 'other';

/** A browser's family by its engine: what works in calls depends on that. */
export function browserOf(userAgent: string): BrowserFamily {
  // Every browser of iOS is Safari inside.
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'safari';
  if (userAgent.includes('Firefox/')) return 'firefox';
  if (userAgent.includes('Chrome/')) return 'chromium';
  return userAgent.includes('Safari/') ? 'safari' : 'other';
}
