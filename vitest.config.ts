/** The kinds of tests, cheap ones first. `vitest run --project unit app/domain` runs a part. */
import { configDefaults, defineConfig } from 'vitest/config';

/** Chance has a seed, and nothing complains unnoticed. */
const withManners = { setupFiles: ['tests/support/manners.ts'] };

/** What these load changes their process for good. */
const IN_A_PROCESS_OF_ITS_OWN = ['twin/apps/shopify-libraries.test.ts'];

/**
 * One process for all files: most of a file's time was loading what others had loaded before. One
 * that leaves a change behind fails.
 */
const sharingAProcess = {
  isolate: false,
  setupFiles: [...withManners.setupFiles, 'tests/support/leave-as-found.ts'],
};

const withPostgres = {
  globalSetup: ['tests/support/global-setup.ts'],
  testTimeout: 60_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  test: {
    // What is waited for may take its time on a busy machine; nothing is asserted of how long.
    expect: { poll: { timeout: 20_000 } },
    // The twin keeps its records in Node's own SQLite, which is stable here and says it may change.
    execArgv: ['--disable-warning=ExperimentalWarning'],
    projects: [
      {
        extends: true,
        test: {
          ...sharingAProcess,
          name: 'unit',
          include: ['app', 'twin', 'scripts', 'bench', 'tests/mutants'].map(
            (room) => `${room}/**/*.test.{ts,tsx}`,
          ),
          exclude: [...configDefaults.exclude, ...IN_A_PROCESS_OF_ITS_OWN],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          ...withManners,
          name: 'unit-apart',
          include: IN_A_PROCESS_OF_ITS_OWN,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          ...withManners,
          name: 'extensions',
          include: ['extensions/**/*.test.ts', 'tests/extensions/**/*.test.ts'],
          // Shopify's tester imports an extension's source, which Node alone cannot read.
          server: { deps: { inline: [/ui-extensions-tester/] } },
        },
      },
      { extends: true, test: { name: 'tidy', include: ['tests/tidy/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          ...withManners,
          name: 'simulation',
          include: ['tests/simulation/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          ...sharingAProcess,
          ...withPostgres,
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: { ...withPostgres, name: 'storm', include: ['tests/storm/**/*.test.ts'] },
      },
      {
        extends: true,
        test: { ...withPostgres, name: 'e2e', include: ['tests/e2e/**/*.test.ts'] },
      },
    ],
    allowOnly: false,
    passWithNoTests: false,
  },
});
