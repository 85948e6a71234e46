import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { type Place, spawnIn } from './network.ts';

const MAIN = path.resolve(import.meta.dirname, '../apps/server/src/main.ts');

/** What the server's file says of a consultation. */
export interface ConsultationRow {
  readonly id: string;
  readonly name: string;
  readonly phase: 'waiting' | 'connecting' | 'active' | 'ended';
  readonly generation: number;
  /** Of the two, how many have said in this generation that they see the other. */
  readonly connected: number;
  /** Of the two, how many are not connected to the server. */
  readonly away: number;
}

/** The product as an operator runs it: a process of its own and a data folder that outlives it. */
export interface Peerdesk {
  readonly origin: string;
  readonly port: number;
  /** The data folder. */
  readonly data: string;
  /** Every consultation there ever was, in order of joining. */
  consultations(): ConsultationRow[];
  /** SIGKILL, no goodbye; resolves when the process is gone. */
  kill(): Promise<void>;
  /** The same port and data folder again; resolves when it listens. */
  start(): Promise<void>;
  remove(): Promise<void>;
}

const CONSULTATIONS = `
  select id, name, phase, generation,
    caller_connected + consultant_connected as connected,
    (caller_away_since is not null) + (consultant_away_since is not null) as away
  from consultation order by joined_at, id`;

/**
 * @param env settings beside a free port and a data folder of its own
 * @param place where it runs; here if left out
 */
export async function startPeerdesk(
  env: Record<string, string> = {},
  place?: Place,
): Promise<Peerdesk> {
  const data = mkdtempSync(path.join(os.tmpdir(), 'peerdesk-e2e-'));
  let child: ChildProcess | null = null;
  let origin = '';
  let port = 0;

  const start = async () => {
    const started = spawnIn(place, process.execPath, [MAIN], {
      LOG_LEVEL: 'warn',
      DATA_DIR: data,
      PORT: String(port),
      ...env,
    });
    child = started;
    origin = await new Promise<string>((resolve, reject) => {
      started.once('exit', (code) => reject(new Error(`the server exited with ${code}`)));
      createInterface({ input: started.stdout }).on('line', (line) => {
        const found = /(http:\/\/\S+)\/demo/.exec(line)?.[1];
        if (found) resolve(found);
      });
    });
    port = Number(new URL(origin).port);
  };
  const kill = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };

  await start();
  return {
    origin,
    port,
    data,
    consultations() {
      const file = new DatabaseSync(path.join(data, 'peerdesk.sqlite'), { readOnly: true });
      try {
        return file.prepare(CONSULTATIONS).all() as unknown as ConsultationRow[];
      } finally {
        file.close();
      }
    },
    kill,
    start,
    async remove() {
      await kill();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Somebody else's website: another origin, with a Content-Security-Policy of its own. */
export async function startWebsite(page: {
  readonly html: string;
  readonly csp?: string;
}): Promise<{ readonly origin: string; close(): void }> {
  const server: Server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (page.csp) response.setHeader('content-security-policy', page.csp);
    response.end(page.html);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
