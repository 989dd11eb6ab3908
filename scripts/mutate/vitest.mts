/** The tests' own settings, with the fault that main.ts asks for put into a file as it is loaded, or the notes of what tests reach. */
import { relative } from 'node:path';
import { mergeConfig } from 'vitest/config';
import base from '../../vitest.config.mts';

/** Set by worker.ts, in the same process, before each run. */
export interface Change {
  /** The texts of files as they are to be loaded, by path from the project's folder. */
  readonly texts: Readonly<Record<string, string>>;
}

const config = mergeConfig(base, {
  plugins: [
    {
      name: 'mutant',
      enforce: 'pre' as const,
      transform(_: string, id: string) {
        const change = (globalThis as { mutation?: Change }).mutation;
        return change?.texts[relative(process.cwd(), id.split('?')[0] ?? id)];
      },
    },
  ],
  test: {
    setupFiles: ['scripts/mutate/setup.ts'],
    // A machine with much to do is no reason to call a fault found: those that never end are stopped from outside.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 1,
    bail: 1,
    // As they are asked for: the likeliest to notice first.
    sequence: {
      sequencer: class {
        shard = async <T,>(files: T) => files;
        sort = async <T,>(files: T) => files;
      },
    },
  },
});
// The bundles are not what is tested here; and arrays are put together, not replaced, by the merge. One project, and one
// worker a run, whose files share what the first of them loads: the sources with the fault.
config.test = { ...config.test, globalSetup: [], projects: undefined, isolate: false };
export default config;
