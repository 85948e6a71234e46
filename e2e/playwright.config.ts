import path from 'node:path';
import { defineConfig } from '@playwright/test';

/**
 * Here the machine mostly waits: for a lost path to be noticed, a relay to answer, a voice to recover.
 * Stories that work, side by side, take longer together than one after the other.
 */
const WAITING = [
  'e2e/{lost-path,parted,reconnecting,selftest,turn}.e2e.ts',
  'packages/**/*.e2e.ts',
];

export default defineConfig({
  testDir: path.resolve(import.meta.dirname, '..'),
  outputDir: path.resolve(import.meta.dirname, '../test-results'),
  globalSetup: path.join(import.meta.dirname, 'media.ts'),
  forbidOnly: true,
  // Each test runs whole browsers with real video; two cores carry one such test at a time, and beside
  // it one that waits.
  workers: 2,
  projects: [
    { name: 'working', testMatch: 'e2e/**/*.e2e.ts', testIgnore: WAITING, workers: 1 },
    { name: 'waiting', testMatch: WAITING, workers: 1 },
  ],
  // Never reached by a story that passes, also on a machine that is busy with other things.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
});
