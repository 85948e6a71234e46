import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PathTrouble } from '@peerdesk/protocol';
import { expect, onTestFinished, vi } from 'vitest';
import type { Limits } from '../sockets/limits.ts';
import { startServer, type TestServer } from './socket-server.ts';

/** An empty folder that is gone after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'peerdesk-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Time is a variable. */
export interface Clock {
  (): number;
  pass(ms: number): void;
}

export function createClock(): Clock {
  let now = Date.UTC(2026, 10, 21, 9);
  return Object.assign(() => now, {
    pass(ms: number) {
      now += ms;
    },
  });
}

/** The sockets with a database of their own, until the test is over. */
export async function newServer(
  options: {
    readonly folder?: string;
    readonly clock?: () => number;
    readonly limits?: Partial<Limits>;
    readonly port?: number;
    readonly onNoPath?: (trouble: PathTrouble) => void;
  } = {},
): Promise<TestServer> {
  const server = await startServer(options.folder ?? emptyFolder(), options);
  onTestFinished(() => server.close());
  return server;
}

const SERVER = join(import.meta.dirname, 'socket-server-process.ts');

/** The same in a process of its own, that a test can kill. */
export async function startServerProcess(
  folder: string,
): Promise<{ readonly url: string; readonly process: ChildProcess }> {
  const child = spawn(process.execPath, [SERVER, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [address] = (await once(child.stdout, 'data')) as [Buffer];
  return { url: address.toString().trim(), process: child };
}

/** Lets time pass, and what it has made due happen. */
export async function letPass(server: TestServer, clock: Clock, ms: number): Promise<void> {
  clock.pass(ms);
  await server.sockets.sweep();
}

/** Waits until it no longer throws, and throws what it threw last when that takes too long. */
export const until = (expectation: () => void | Promise<void>, timeout = 5000): Promise<void> =>
  vi.waitFor(expectation, { timeout, interval: 5 });

/** Waits until this is so. */
export const untilIs = (actual: () => unknown, expected: unknown): Promise<void> =>
  until(() => expect(actual()).toEqual(expected));
