import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cruise } from 'dependency-cruiser';
import { afterEach, expect, it } from 'vitest';
import { importRules } from './import-rules.ts';
import { root } from './run.ts';

const planted: string[] = [];
afterEach(() => {
  for (const folder of planted.splice(0)) rmSync(folder, { recursive: true, force: true });
});

it('finds the tree in order, having looked at all of it', async () => {
  const { violations, modules } = await cruised(['apps', 'packages']);

  expect(violations).toEqual([]);
  for (const place of ['apps/server', 'apps/client', 'apps/consulting-bot']) {
    expect(modules.filter((module) => module.startsWith(`${place}/src`)).length).toBeGreaterThan(
      10,
    );
  }
  for (const name of ['protocol', 'call', 'session', 'ui']) {
    expect(modules.some((module) => module.startsWith(`packages/${name}/src`))).toBe(true);
  }
});

it.each([
  ['packages/call/src', `import type { Server } from '../../../session/src/contract.ts';`],
  ['packages/session/src', `import { z } from '../../../protocol/src/schemas.ts';`],
  ['packages/ui/src', `import type { CallerSession } from '../../../session/src/contract.ts';`],
  ['apps/client/src', `import type { Tables } from '../../../server/src/storage/tables.ts';`],
  ['apps/server/src/consultation', `import { readFileSync } from 'node:fs';`],
  ['apps/server/src/consultation', `import type { Tables } from '../../storage/tables.ts';`],
])('sees a forbidden import planted in %s: %s', async (folder, forbidden) => {
  const here = mkdtempSync(path.join(root, folder, 'planted-'));
  planted.push(here);
  mkdirSync(here, { recursive: true });
  writeFileSync(path.join(here, 'planted.ts'), `${forbidden}\nexport const planted = 1;\n`);

  const { violations } = await cruised([path.relative(root, here)]);

  expect(violations.length).toBeGreaterThan(0);
});

async function cruised(places: string[]) {
  const { options, ...ruleSet } = importRules;
  const { output } = await cruise(places, { ...options, baseDir: root, ruleSet, validate: true });
  if (typeof output === 'string') throw new Error(output);
  return {
    violations: output.summary.violations.map(
      ({ rule, from, to }) => `${rule.name}: ${from} → ${to}`,
    ),
    modules: output.modules.map(({ source }) => source),
  };
}
