import path from 'node:path';
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: path.resolve(import.meta.dirname, '..'),
  testMatch: ['e2e/**/*.e2e.ts', 'packages/**/*.e2e.ts'],
  outputDir: path.resolve(import.meta.dirname, '../test-results'),
  globalSetup: path.join(import.meta.dirname, 'media.ts'),
  forbidOnly: true,
  // Each test runs whole browsers with real video; two cores carry one such test at a time.
  workers: 1,
  // Never reached by a story that passes, also on a machine that is busy with other things.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
});
