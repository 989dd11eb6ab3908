import { defineConfig } from 'vitest/config';
import { seedsForVite } from './scripts/seeds.mjs';

export default defineConfig({
  plugins: [seedsForVite()],
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'node_modules/**'],
    globalSetup: ['test/support/build-once.ts'],
    environment: 'node',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A slip in one file's globals must not reach the next, but starting a process for each file costs more than it gives.
    pool: 'threads',
    coverage: {
      provider: 'v8',
      include: ['server/src/**', 'client/src/**'],
      reporter: ['text-summary', 'html'],
      reportsDirectory: 'dist/coverage',
    },
  },
});
