// Runs one TypeScript file of the project: node scripts/run-ts.mjs scripts/x.ts [arguments]
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { seedsForEsbuild } from './seeds.mjs';
import { sheetjsForEsbuild } from './sheetjs.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [entry, ...rest] = process.argv.slice(2);
if (!entry) {
  console.error('usage: node scripts/run-ts.mjs <file.ts> [arguments]');
  process.exit(2);
}
// Inside the project, so that packages left outside the bundle are still found.
const folder = join(root, 'dist', 'run');
mkdirSync(folder, { recursive: true });
const outfile = join(folder, `${basename(entry, '.ts')}-${process.pid}.mjs`);
await esbuild.build({
  absWorkingDir: root,
  entryPoints: [resolve(entry)],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'warning',
  plugins: [seedsForEsbuild(root), sheetjsForEsbuild(true)],
});
const run = spawnSync(process.execPath, ['--enable-source-maps', outfile, ...rest], { stdio: 'inherit' });
(await import('node:fs')).rmSync(outfile, { force: true });
process.exit(run.status ?? 1);
