export interface Coalescer {
  /** Work for this key: soon, or when it is its time again. */
  request(key: string): void;
  /** Nothing begins afterwards; resolves when what runs has run. */
  close(): Promise<void>;
}

export interface Pace {
  /** What happens in this time after the first of it is done in one. */
  readonly gatherMs: number;
  /** From the end of the work to its next beginning. */
  readonly everyMs: number;
}

/** Does the work of a key now and then, and never twice at a time. It must not reject. */
export function createCoalescer(
  { gatherMs, everyMs }: Pace,
  work: (key: string) => Promise<void>,
): Coalescer {
  interface Cycle {
    /** Requested since the work began. */
    again: boolean;
    timer: NodeJS.Timeout | null;
  }
  const cycles = new Map<string, Cycle>();
  const running = new Set<Promise<void>>();
  let closed = false;

  function begin(key: string, cycle: Cycle): void {
    Object.assign(cycle, { again: false, timer: null });
    const run = work(key).finally(() => {
      running.delete(run);
      if (closed) return;
      cycle.timer = setTimeout(() => {
        if (cycle.again) begin(key, cycle);
        else cycles.delete(key);
      }, everyMs);
    });
    running.add(run);
  }

  return {
    request(key) {
      if (closed) return;
      const cycle = cycles.get(key) ?? { again: true, timer: null };
      cycle.again = true;
      if (cycles.has(key)) return;
      cycles.set(key, cycle);
      cycle.timer = setTimeout(begin, gatherMs, key, cycle);
    },
    async close() {
      closed = true;
      for (const { timer } of cycles.values()) if (timer !== null) clearTimeout(timer);
      cycles.clear();
      await Promise.all(running);
    },
  };
}
