import { build } from '../../scripts/build.mjs';

/** Tests that run the built server and command line find fresh bundles, however the runner was started. */
export default async function buildOnce(): Promise<void> {
  // `npm test` has just built them, and fails where that fails; .ci/run builds once for all suites.
  if (/^test(?::all)?$/.test(process.env.npm_lifecycle_event ?? '') || process.env.BUILT === '1') return;
  try {
    await build({ production: true });
  } catch {
    // Somebody's half-written room must not keep the tests of all others from running.
    console.warn('! the bundles could not be built: tests that start them run against the last ones');
  }
}
