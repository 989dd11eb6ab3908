import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../../scripts/build.mjs';

/** What the bundles are made of. */
const SOURCES = [
  'server/src',
  'client/src',
  'seeds',
  'scripts/build.mjs',
  'scripts/seeds.mjs',
  'package.json',
];

/** Tests that run the built server and command line find fresh bundles, however the runner was started. */
export default async function buildOnce(): Promise<void> {
  // `npm test` has just built them, and fails where that fails; .ci/run builds once for all suites.
  if (/^test(?::all)?$/.test(process.env.npm_lifecycle_event ?? '') || process.env.BUILT === '1') return;
  if (isFresh('dist/cli.js')) return;
  try {
    await build({ production: true });
  } catch {
    // Somebody's half-written room must not keep the tests of all others from running.
    console.warn('! the bundles could not be built: tests that start them run against the last ones');
  }
}

/** Whether no source was written after a bundle. */
function isFresh(bundle: string): boolean {
  return existsSync(bundle) && Math.max(...SOURCES.map(newest)) < statSync(bundle).mtimeMs;
}

function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
