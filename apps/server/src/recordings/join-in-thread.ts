import { Worker } from 'node:worker_threads';
import type { Joined, JoinRequest } from './join.ts';

const WORKER = new URL('./join-worker.ts', import.meta.url);

/** A joining reads and writes packet by packet; one that wants more is broken. */
const MEMORY_MB = 256;

/** @throws what the joining threw, or the limit of its memory */
export function joinInThread(request: JoinRequest): Promise<Joined | null> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, {
      workerData: request,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the joining ended without an answer')));
  });
}
