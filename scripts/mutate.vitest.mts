/** The tests' own settings, and the fault that scripts/mutate.ts asks for put into a file as it is loaded. */
import { resolve } from 'node:path';
import { mergeConfig } from 'vitest/config';
import base from '../vitest.config.mts';

const mutant = JSON.parse(process.env.MUTANT ?? '{}') as {
  file?: string;
  start: number;
  end: number;
  to: string;
};

export default mergeConfig(base, {
  plugins: [
    {
      name: 'mutant',
      enforce: 'pre' as const,
      transform(code: string, id: string) {
        if (mutant.file === undefined || id.split('?')[0] !== resolve(mutant.file)) return undefined;
        return code.slice(0, mutant.start) + mutant.to + code.slice(mutant.end);
      },
    },
  ],
  test: { globalSetup: [] },
});
