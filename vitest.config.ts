import { defineConfig } from 'vitest/config';

const independent = 'tools/independent/*.test.ts';
const database = ['src/**/{actions,store,jobs}.test.ts', 'src/**/*.db.test.ts'];

function onDatabase(version: '15' | '18') {
  return {
    extends: true as const,
    test: {
      name: `db${version}`,
      include: database,
      env: { TEST_POSTGRES: version },
      globalSetup: ['tools/testing/start-database.ts'],
      testTimeout: 30_000,
      hookTimeout: 60_000,
    },
  };
}

function journeysOn(version: '15' | '18', include: readonly string[]) {
  return {
    extends: true as const,
    test: {
      name: `e2e${version}`,
      include: [...include],
      env: { TEST_POSTGRES: version },
      globalSetup: ['tools/testing/start-product.ts'],
      fileParallelism: false,
      testTimeout: 600_000,
      hookTimeout: 240_000,
    },
  };
}

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'unit', include: ['src/**/*.test.{ts,tsx}', 'tools/**/*.test.ts'], exclude: [...database, independent], testTimeout: 20_000 } },
      // On a verifier in Go, which the operating system brings.
      { extends: true, test: { name: 'independent', include: [independent], testTimeout: 60_000, hookTimeout: 120_000 } },
      onDatabase('18'),
      onDatabase('15'),
      journeysOn('18', ['e2e/**/*.spec.ts']),
      // The oldest version that we support: the loop once more, as a server of somebody's own.
      journeysOn('15', ['e2e/the-loop.spec.ts']),
    ],
  },
});
