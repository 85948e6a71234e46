import { parentPort, workerData } from 'node:worker_threads';
import { type JoinRequest, joinSegments } from './join.ts';

// One joining, in a thread of its own: it must not keep callers waiting.
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- it is a thread's port, not a window
parentPort?.postMessage(await joinSegments(workerData as JoinRequest));
