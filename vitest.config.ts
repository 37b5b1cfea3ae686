import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** What runs on plain functions, without PostgreSQL, Redis or a browser: `npm test -- --project unit`. */
const unit = ['test/{core,adapters,prompts,contract}/**/*.test.ts'];
/** What may open pages in a real browser. */
const e2e = ['test/e2e/**/*.test.ts'];
const globalSetup = ['test/support/global-setup.ts'];

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Files share their worker's modules: 40 files that load the usual libraries take 1.0 s so, and 8.7 s isolated
    // (2 cores). A file that changes process-wide state (process.env, cwd) therefore changes it back.
    pool: 'forks',
    isolate: false,
    // Half of the time a test waits for PostgreSQL, a browser or a clock: on 2 cores three files at once are faster.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    // `npm run coverage`: what decides is in core/, and there every branch is taken by some test.
    coverage: {
      provider: 'v8',
      include: ['core/**/*.ts'],
      reporter: [['text', { skipFull: true }], 'text-summary'],
      thresholds: { branches: 100 },
    },
    projects: [
      { test: { name: 'unit', include: unit } },
      {
        test: {
          name: 'integration',
          include: ['test/**/*.test.ts'],
          exclude: [...unit, ...e2e],
          globalSetup,
        },
      },
      { test: { name: 'e2e', include: e2e, globalSetup } },
    ],
  },
});
