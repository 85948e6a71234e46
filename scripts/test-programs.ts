import { existsSync } from 'node:fs';
import { has, run } from './run.ts';

/** What the browser tests need beside npm packages, by Debian package and program, and where a browser may be instead. */
const NEEDED = [
  { name: 'chromium', program: 'chromium', path: 'CHROMIUM_PATH' },
  { name: 'firefox-esr', program: 'firefox-esr', path: 'FIREFOX_PATH' },
  { name: 'pulseaudio', program: 'pulseaudio' },
  { name: 'espeak-ng', program: 'espeak-ng' },
  { name: 'coturn', program: 'turnserver' },
  { name: 'iproute2', program: 'ip' },
  { name: 'nftables', program: 'nft' },
] as const;

/**
 * Makes sure that the programs are there, from Debian's packages where they are missing.
 * @throws {Error} naming what to install by hand, where there is no apt-get or no right to use it
 */
export async function installTestPrograms(): Promise<void> {
  const missing = NEEDED.filter(({ program }) => !has(program)).filter(
    (needed) => !('path' in needed && existsSync(process.env[needed.path] ?? '')),
  );
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name);
  const asRoot = process.getuid?.() === 0;
  if (!has('apt-get') || !(asRoot || has('sudo'))) {
    throw new Error(
      `The browser tests need ${names.join(', ')}: install them, and set CHROMIUM_PATH or FIREFOX_PATH if one of the browsers is not on the PATH.`,
    );
  }
  const apt = asRoot ? ['apt-get'] : ['sudo', 'apt-get'];
  await must([...apt, 'update', '-qq']);
  await must([...apt, 'install', '-y', '-qq', '--no-install-recommends', ...names]);
}

async function must([command = '', ...args]: readonly string[]): Promise<void> {
  if ((await run(command, args)) !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
}
