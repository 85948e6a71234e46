import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type AppOverrides, createApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';

export interface WholeServer {
  /** Without a trailing slash. */
  readonly url: string;
  readonly setupCode: string | null;
  /** What has been logged so far. */
  readonly log: () => string;
  /** Before the test is over; safe to repeat. */
  readonly close: () => Promise<void>;
}

/** An empty folder that is gone after the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'peerdesk-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** All of the server, put together as in production, on a free port, until the test is over. */
export async function startWholeServer(
  settings: Readonly<Record<string, string>> = {},
  overrides: AppOverrides = {},
): Promise<WholeServer> {
  const lines: string[] = [];
  const config = readConfig({ PORT: '0', DATA_DIR: tempFolder(), LOG_LEVEL: 'debug', ...settings });
  const log = createLog(config.logLevel, { write: (line) => lines.push(line) });
  const app = await createApp(config, { log, ...overrides });
  onTestFinished(() => app.close());
  const { port, setupCode } = await app.listen();
  return {
    url: `http://127.0.0.1:${port}`,
    setupCode,
    log: () => lines.join(''),
    close: () => app.close(),
  };
}
