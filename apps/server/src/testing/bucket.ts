import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { tempFolder } from './whole-server.ts';

const BUCKET = 'peerdesk-test';

/** A bucket of a real S3-compatible server, on a line that a test may break. */
export interface TestBucket {
  /** For a server that is to keep its recordings there. */
  readonly settings: Readonly<Record<string, string>>;
  /** The keys of all it has. */
  readonly keys: () => string[];
  /**
   * - `refused`: nobody is there
   * - `mute`: what is asked for is done, and not answered
   */
  readonly cut: (this: void, how: 'refused' | 'mute') => void;
  readonly mend: (this: void) => void;
}

export async function startBucket(): Promise<TestBucket> {
  const folder = tempFolder();
  const child = fork(join(import.meta.dirname, 'bucket-process.ts'), [folder, BUCKET]);
  const exited = once(child, 'exit');
  const [behind] = (await once(child, 'message')) as [number];
  const line = await openLine(behind);
  onTestFinished(async () => {
    line.close();
    child.kill('SIGKILL');
    await exited;
  });
  return {
    settings: {
      S3_ENDPOINT: `http://127.0.0.1:${line.port}`,
      S3_BUCKET: BUCKET,
      S3_ACCESS_KEY_ID: 'S3RVER',
      S3_SECRET_ACCESS_KEY: 'S3RVER',
    },
    // Where it keeps an object, its key is a folder.
    keys: () =>
      readdirSync(join(folder, BUCKET), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('._S3rver_object'))
        .map((path) => path.replace('._S3rver_object', ''))
        .toSorted(),
    cut: (how) => line.cut(how),
    mend: () => line.mend(),
  };
}

async function openLine(behind: number) {
  let state: 'whole' | 'refused' | 'mute' = 'whole';
  const sockets = new Set<Socket>();
  const hold = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    return socket;
  };
  const server = createServer((near) => {
    hold(near);
    if (state === 'refused') {
      near.destroy();
      return;
    }
    const far = hold(connect(behind, '127.0.0.1'));
    near.pipe(far);
    far.on('data', (bytes) => state === 'mute' || near.write(bytes));
    far.on('close', () => near.destroy());
    near.on('close', () => far.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    cut(how: 'refused' | 'mute') {
      state = how;
      if (how === 'refused') for (const socket of sockets) socket.destroy();
    },
    mend() {
      // Nobody waits for the answers that were swallowed.
      for (const socket of sockets) socket.destroy();
      state = 'whole';
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
