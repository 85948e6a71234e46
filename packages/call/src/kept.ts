/** One place: a tab is in one call at a time, and the next one takes the last one's. */
const KEY = 'peerdesk:call';
/** Since when this tab has shown the end of one; kept by whoever shows it. */
export const ENDED_KEY = 'peerdesk:ended';

/**
 * What of a call outlives a reload of the page, in this tab's storage. Where the browser blocks
 * storage, nothing is kept and nothing breaks.
 *
 * @param name which call; null keeps nothing
 */
export function createKept(name: string | null) {
  return {
    read(): unknown {
      if (name === null) return null;
      return guarded(() => {
        const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as unknown;
        return Array.isArray(kept) && kept[0] === name ? (kept[1] as unknown) : null;
      });
    },
    write(what: unknown) {
      if (name !== null) guarded(() => sessionStorage.setItem(KEY, JSON.stringify([name, what])));
    },
  };
}

export type Kept = ReturnType<typeof createKept>;

/** Erases what this tab kept of a call: it is over, and its last screen has been left. */
export function forgetCall(): void {
  for (const key of [KEY, ENDED_KEY]) guarded(() => sessionStorage.removeItem(key));
}

function guarded<Value>(use: () => Value): Value | null {
  try {
    return use();
  } catch {
    return null;
  }
}
