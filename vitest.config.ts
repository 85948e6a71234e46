import { defineConfig } from 'vitest/config';

/** Never reached by a test that passes, also on a machine that is busy with other things. */
const testTimeout = 60_000;

export default defineConfig({
  test: {
    // It would leave one core alone, which is half of a machine with two.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['{apps,packages,scripts,e2e}/**/*.test.ts'],
          testTimeout,
        },
      },
      {
        test: {
          name: 'dom',
          environment: 'happy-dom',
          include: ['{apps,packages}/**/*.test.tsx'],
          testTimeout,
        },
      },
    ],
  },
});
