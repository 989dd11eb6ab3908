import { build } from '../../scripts/build.mjs';

/** Tests that run the built server and command line find fresh bundles, however the runner was started. */
export default async function buildOnce(): Promise<void> {
  // `npm test` has just built them, and fails where that fails.
  if (process.env.npm_lifecycle_event === 'test') return;
  try {
    await build({ production: true });
  } catch {
    // Somebody's half-written room must not keep the tests of all others from running.
    console.warn('! the bundles could not be built: tests that start them run against the last ones');
  }
}
