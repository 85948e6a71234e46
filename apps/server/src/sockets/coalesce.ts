export interface Coalescer {
  /** Work for this key: at once, or when it is its time again. */
  request(key: string): void;
  /** Nothing begins afterwards; resolves when what runs has run. */
  close(): Promise<void>;
}

/** Does the work of a key at most every `everyMs`, and never twice at a time. It must not reject. */
export function createCoalescer(everyMs: number, work: (key: string) => Promise<void>): Coalescer {
  const cycles = new Map<string, { again: boolean; timer: NodeJS.Timeout | null }>();
  const running = new Set<Promise<void>>();
  let closed = false;

  function begin(key: string): void {
    const cycle: { again: boolean; timer: NodeJS.Timeout | null } = { again: false, timer: null };
    cycles.set(key, cycle);
    const run = work(key).finally(() => {
      running.delete(run);
      if (closed) return;
      cycle.timer = setTimeout(() => {
        if (cycle.again) begin(key);
        else cycles.delete(key);
      }, everyMs);
    });
    running.add(run);
  }

  return {
    request(key) {
      if (closed) return;
      const cycle = cycles.get(key);
      if (cycle === undefined) begin(key);
      else cycle.again = true;
    },
    async close() {
      closed = true;
      for (const { timer } of cycles.values()) if (timer !== null) clearTimeout(timer);
      cycles.clear();
      await Promise.all(running);
    },
  };
}
