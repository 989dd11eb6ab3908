import { configDefaults, defineConfig } from 'vitest/config';
import { seedsForVite } from './scripts/seeds.mjs';

/** Everything: all cases of tests that have very many alike (test/support/everything.ts). */
const all = process.env.npm_lifecycle_event === 'test:all' || process.env.TESTS === 'all';

/** Tests of the engine alone: nothing in it keeps a state, so that files may share what one of them has loaded. */
const PURE = [
  'test/golden/**/*.test.ts',
  'test/rules/**/*.test.ts',
  'test/samples/**/*.test.ts',
  'test/unit/{base,features,model,properties,publish,reference,relations,rules,source,syntax}/**/*.test.ts',
  'test/unit/{exchange-*,forms,messages,prose,prose-*,seeds,user-forms}.test.ts',
];

const exclude = [...configDefaults.exclude, 'test/e2e/**'];

export default defineConfig({
  plugins: [seedsForVite()],
  test: {
    globalSetup: ['test/support/build-once.ts'],
    environment: 'node',
    setupFiles: ['test/support/seed.ts'],
    env: all ? { TESTS: 'all' } : {},
    // For what hangs; how fast something is no test says by the clock.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Starting a process for each file costs more than it gives.
    pool: 'threads',
    // All processors: without it one of two would be left idle.
    maxWorkers: '100%',
    projects: [
      { extends: true, test: { name: 'pure', include: PURE, exclude, isolate: false } },
      // A slip in one file's globals must not reach the next.
      {
        extends: true,
        test: { name: 'built', include: ['test/**/*.test.ts'], exclude: [...exclude, ...PURE] },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['server/src/**', 'client/src/**'],
      reporter: ['text-summary', 'html'],
      reportsDirectory: 'dist/coverage',
    },
  },
});
