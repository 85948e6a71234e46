import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build as viteBuild } from 'vite';
import { buildWidget } from '../apps/consulting-bot/build.ts';

const root = path.resolve(import.meta.dirname, '..');
const SOURCES = [
  'apps/client',
  'apps/consulting-bot',
  'packages',
  'pnpm-lock.yaml',
  'scripts/build.ts',
];
const OUTPUTS = ['apps/client/dist/index.html', 'apps/consulting-bot/dist/widget.js'];
const stampFile = path.join(root, 'apps/client/dist/.built-from');

/** Builds console and widget, unless what stands was built from the sources as they are. */
export async function buildIfNeeded(): Promise<void> {
  const stamp = fingerprint();
  const standing = OUTPUTS.every((file) => existsSync(path.join(root, file)));
  if (standing && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  await build();
  writeFileSync(stampFile, stamp);
}

async function build(): Promise<void> {
  await buildWidget();
  const client = path.join(root, 'apps/client');
  await viteBuild({
    root: client,
    configFile: path.join(client, 'vite.config.ts'),
    logLevel: 'warn',
  });
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of filesBelow(path.join(root, source))) {
      hash.update(path.relative(root, file)).update('\0').update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

function filesBelow(place: string): string[] {
  if (!existsSync(place)) return [];
  const entries = readdirSync(path.dirname(place), { withFileTypes: true });
  if (entries.some((entry) => entry.isFile() && entry.name === path.basename(place)))
    return [place];
  return readdirSync(place, { withFileTypes: true })
    .filter((entry) => entry.name !== 'node_modules' && entry.name !== 'dist')
    .flatMap((entry) => {
      const inside = path.join(place, entry.name);
      return entry.isDirectory() ? filesBelow(inside) : [inside];
    })
    .toSorted();
}

if (import.meta.main) await buildIfNeeded();
