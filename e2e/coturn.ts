import { type ChildProcess, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { type Place, spawnIn } from './network.ts';

/** A TURN server, configured as `docs/deployment.md` says. */
export interface Coturn {
  readonly port: number;
  readonly secret: string;
  close(): Promise<void>;
}

/**
 * @param address where it listens, and from where it relays
 * @param place where it runs; here if left out
 */
export async function startCoturn(address = '127.0.0.1', place?: Place): Promise<Coturn> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'peerdesk-turn-'));
  const secret = 'a secret of the tests';
  const port = await freePort();
  const child = spawnIn(
    place,
    'turnserver',
    [
      ['-n', '--no-cli', '--no-tls', '--no-dtls', '--fingerprint'],
      ['--log-file=stdout', '--simple-log', `--pidfile=${folder}/pid`, `--userdb=${folder}/db`],
      [`--listening-ip=${address}`, `--relay-ip=${address}`, `--listening-port=${port}`],
      ['--min-port=35000', '--max-port=35200', '--allow-loopback-peers'],
      ['--realm=tests.example', '--use-auth-secret', `--static-auth-secret=${secret}`],
    ].flat(),
  );
  child.stdout.resume();
  await untilListening(`/dev/tcp/${address}/${port}`, child, place);
  return {
    port,
    secret,
    async close() {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Credentials that ended in 1970, made with the right secret. */
export function expiredCredentials({ secret }: Coturn) {
  const username = '1:ann';
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') };
}

/** A port that nobody listens at. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilListening(tcp: string, child: ChildProcess, place?: Place): Promise<void> {
  const [command = 'bash', ...entering] = place?.enter ?? [];
  const args = ['-c', `: < ${tcp}`];
  while (spawnSync(command, place ? [...entering, 'bash', ...args] : args).status !== 0) {
    if (child.exitCode !== null) throw new Error(`coturn exited with ${child.exitCode}`);
    await pass(50);
  }
}
