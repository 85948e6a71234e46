import { setImmediate as nextTask } from 'node:timers/promises';

export interface Turns<Key> {
  /** Does the work after all work for this key that was asked for before. */
  take<Result>(key: Key, work: () => Promise<Result>): Promise<Result>;
  /** Is there work for this key that is not over yet? */
  isBusy(key: Key): boolean;
  /** Resolves when no work is under way. */
  idle(): Promise<void>;
}

/**
 * Work about the same thing, one after the other.
 *
 * The next turn begins in a later task, not in the same one: whoever awaits a turn has answered
 * by then, so nothing that happens afterwards can overtake the answer.
 */
export function createTurns<Key>(): Turns<Key> {
  const last = new Map<Key, Promise<void>>();
  return {
    take(key, work) {
      const before = last.get(key);
      const result = before === undefined ? work() : before.then(work);
      const over = whenOver(result).finally(() => {
        if (last.get(key) === over) last.delete(key);
      });
      last.set(key, over);
      return result;
    },
    isBusy: (key) => last.has(key),
    async idle() {
      if (last.size === 0) return;
      await Promise.all(last.values());
      await this.idle();
    },
  };
}

async function whenOver(work: Promise<unknown>): Promise<void> {
  await work.catch(() => undefined);
  await nextTask();
}
