// Every check that needs no browser, one after the other; all of them run, so one look shows all.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root, run } from './run.ts';

const projects = ['apps', 'packages']
  .flatMap((group) => readdirSync(path.join(root, group)).map((name) => `${group}/${name}`))
  .concat('apps/consulting-bot/tsconfig.build.json', 'bench', 'e2e', 'scripts');

/** The native one: a third of the time. `typescript` itself is there for tools that want its API. */
const COMPILER = 'node_modules/tsgo/bin/tsc';

const checks: readonly (readonly [string, string, readonly string[]])[] = [
  ['format', 'biome', ['check', '--linter-enabled=false', '--error-on-warnings']],
  ['lint', 'oxlint', ['--type-aware', '--deny-warnings']],
  ...projects.map((project) => [`types of ${project}`, 'node', [COMPILER, '-p', project]] as const),
  ['imports', 'vitest', ['run', 'scripts/imports.test.ts']],
  ['unused code', 'knip', []],
];

const failed: string[] = [];
for (const [name, command, args] of checks) {
  const code = await run(command, args);
  if (code !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(', ')}`);
  process.exit(1);
}
console.log(`All ${checks.length} checks passed.`);
