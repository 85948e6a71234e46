import { createApp } from './app.ts';
import { type Config, readSettings, SettingError } from './config.ts';
import { createLog } from './log.ts';

/** Callers and consoles are told, and the database is closed, well within the ten seconds promised. */
const STOP_LIMIT_MS = 8000;

await main();

async function main(): Promise<void> {
  try {
    const config = readSettings();
    await run(config);
  } catch (error) {
    for (const line of wordsFor(error)) console.error(line);
    process.exit(1);
  }
}

async function run(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const app = await createApp(config, { log, development: process.argv.includes('--dev') });

  let stopping = false;
  const stop = async (signal: NodeJS.Signals) => {
    if (stopping) process.exit(0);
    stopping = true;
    log.info({ received: signal }, 'stopping');
    setTimeout(() => {
      log.warn('Not everything could be closed in time');
      process.exit(0);
    }, STOP_LIMIT_MS);
    await app.close();
    process.exit(0);
  };
  const stopOrFail = (signal: NodeJS.Signals) => {
    stop(signal).catch((error: unknown) => {
      log.fatal({ err: error }, 'Could not stop in an orderly way');
      process.exit(1);
    });
  };
  process.on('SIGTERM', stopOrFail);
  process.on('SIGINT', stopOrFail);

  const { publicUrl, setupCode } = await app.listen();
  const lines = [`Console    ${publicUrl}/`, `Demo page  ${publicUrl}/demo`];
  if (setupCode !== null) lines.push(`Setup code ${setupCode}`);
  // In one piece: whoever reads one line has them all.
  console.log(lines.join('\n'));
}

/** What the operator can do about it; anything that is not theirs to mend is told whole. */
function wordsFor(error: unknown): string[] {
  if (error instanceof SettingError) return ['Peerdesk cannot start:', ...error.problems];
  if (!(error instanceof Error)) return [String(error)];
  const words = settingOf(error);
  return words ? ['Peerdesk cannot start:', words] : [error.stack ?? error.message];
}

function settingOf({ message, ...error }: NodeJS.ErrnoException): string | null {
  const code = error.code ?? '';
  if (code === 'EADDRINUSE') return `PORT is taken (${message}): stop what uses it, or set another`;
  if (code === 'EACCES') return `PORT may not be used by this account (${message}): set another`;
  if (code === 'EADDRNOTAVAIL' || error.syscall === 'getaddrinfo') {
    return `HOST must be an address of this machine (${message})`;
  }
  if (code.startsWith('SQLITE_')) return `DATA_DIR: the database cannot be opened (${message})`;
  return null;
}
