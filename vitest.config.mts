import { setFlagsFromString } from 'node:v8';
import { configDefaults, defineConfig } from 'vitest/config';
import { seedsForVite } from './scripts/seeds.mjs';
import { sheetjsForVite } from './scripts/sheetjs.mjs';

// Most of the code is run for a few reports and no more: as V8 comes, it works as long at making code fast as the tests
// run. For the workers' threads, which are of this process (docs/decisions/everyday-tests.md).
for (const flag of [
  '--interrupt-budget=300000',
  '--max-inlined-bytecode-size-cumulative=300',
  '--min-semi-space-size=32',
  '--max-semi-space-size=64',
])
  setFlagsFromString(flag);

/** Everything: all cases of tests that have very many alike (test/support/everything.ts). */
const all = process.env.npm_lifecycle_event === 'test:all' || process.env.TESTS === 'all';

/**
 * What tries whole programs, folders of files, hostile input and very many cases: in CI, and by its name; every day what
 * stands beside it in its room is enough (docs/decisions/everyday-tests.md).
 */
const SLOW = [
  'test/protocol/{storm,soak,links,turns,agreement}.test.ts',
  'test/unit/cli/{folders,trouble,private,killed,rights}.test.ts',
  'test/unit/review/{origins,folder,resume}.test.ts',
  'test/unit/exchange/{import-bad,bounds,roundtrip,formats}.test.ts',
  'test/unit/publish/{files,compare,programs}.test.ts',
  'test/unit/features/{filled-skeleton,last-section,damage}.test.ts',
  'test/unit/properties/**/*.test.ts',
  'test/unit/prose/{strangers,together,mutation,properties}.test.ts',
  'test/unit/relations/bounded.test.ts',
  'test/unit/places.test.ts',
  'test/unit/node/pdf.test.ts',
  'test/golden/{told,changed,pages,reworded,imported,exported,spoiled}.test.ts',
  'test/rules/wording.test.ts',
  'test/samples/{absent,mended}.test.ts',
  'test/{fuzz,generate}/**/*.test.ts',
];

/** Whether somebody asked for files: what is named is run. */
const named = process.argv.slice(2).some((arg) => /^test[\\/]|[\\/]test[\\/]/.test(arg));

/** Tests that start processes or change globals: each file has a worker of its own. */
const APART = ['test/protocol/**/*.test.ts', 'test/unit/{client,node}/**/*.test.ts'];

const exclude = [...configDefaults.exclude, 'test/e2e/**', ...(all || named ? [] : SLOW)];

export default defineConfig({
  plugins: [seedsForVite(), sheetjsForVite()],
  test: {
    // What is mended as it is bundled is mended here too.
    server: { deps: { inline: [/@e965\/xlsx/] } },
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
      // The engine keeps no state, so that files may share what one of them has loaded and made fast.
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['test/**/*.test.ts'],
          exclude: [...exclude, ...APART],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'apart', include: APART, exclude } },
    ],
    coverage: {
      provider: 'v8',
      include: ['server/src/**', 'client/src/**'],
      reporter: ['text-summary', 'html'],
      reportsDirectory: 'dist/coverage',
    },
  },
});
