// Bundles everything that runs into dist/. `--production` minifies, `--watch` rebuilds, `--only=name` builds one.
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { seedsForEsbuild } from './seeds.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** @type {Record<string, { entry: string, out: string, options: import('esbuild').BuildOptions, executable?: boolean }>} */
const bundles = {
  'client/node': {
    entry: 'client/src/node.ts',
    out: 'dist/client/node.js',
    options: { platform: 'node', external: ['vscode'] },
  },
  'client/browser': {
    entry: 'client/src/browser.ts',
    out: 'dist/client/browser.js',
    options: { platform: 'browser', external: ['vscode'] },
  },
  'server/node': {
    entry: 'server/src/node/main.ts',
    out: 'dist/server/node.js',
    options: { platform: 'node', banner: { js: '#!/usr/bin/env node' } },
    executable: true,
  },
  'server/browser': {
    entry: 'server/src/browser/main.ts',
    out: 'dist/server/browser.js',
    options: { platform: 'browser', format: 'iife' },
  },
  cli: {
    entry: 'server/src/cli/main.ts',
    out: 'dist/cli.js',
    options: { platform: 'node', banner: { js: '#!/usr/bin/env node' } },
    executable: true,
  },
  test: {
    entry: 'test/e2e/suite/index.ts',
    out: 'dist/test/index.js',
    // mocha finds parts of itself by path.
    options: { platform: 'node', external: ['vscode', 'mocha'] },
  },
  'test/web': {
    entry: 'test/e2e/suite/web.ts',
    out: 'dist/test/web.js',
    options: { platform: 'browser', external: ['vscode'] },
  },
};

/** @param {{ production?: boolean, only?: string[] }} [how] */
export function buildOptions({ production = false, only } = {}) {
  const chosen = [];
  for (const [name, { entry, out, options, executable }] of Object.entries(bundles)) {
    if (only && !only.includes(name)) continue;
    if (!existsSync(join(root, entry))) {
      console.log(`– ${out}: ${entry} does not exist yet`);
      continue;
    }
    chosen.push({
      name,
      out,
      executable,
      options: {
        absWorkingDir: root,
        entryPoints: [entry],
        outfile: out,
        bundle: true,
        format: 'cjs',
        target: options.platform === 'node' ? 'node20' : 'es2022',
        mainFields: options.platform === 'node' ? ['module', 'main'] : ['browser', 'module', 'main'],
        charset: 'utf8',
        logLevel: 'warning',
        minify: production,
        // Stack traces and `constructor.name` stay readable in a user's bug report.
        keepNames: production,
        legalComments: 'none',
        sourcemap: production ? false : 'linked',
        define: { 'process.env.NODE_ENV': production ? '"production"' : '"development"' },
        plugins: [seedsForEsbuild(root)],
        ...options,
      },
    });
  }
  return chosen;
}

/** @param {{ production?: boolean, only?: string[] }} [how] */
export async function build(how) {
  mkdirSync(join(root, 'dist'), { recursive: true });
  const chosen = buildOptions(how);
  await Promise.all(chosen.map(({ options }) => esbuild.build(options)));
  for (const { out, executable } of chosen) if (executable) chmodSync(join(root, out), 0o755);
}

async function watch(how) {
  for (const { options } of buildOptions(how)) {
    const context = await esbuild.context({ ...options, logLevel: 'info' });
    await context.watch();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const flags = process.argv.slice(2);
  const only = flags.filter((flag) => flag.startsWith('--only=')).map((flag) => flag.slice('--only='.length));
  const how = { production: flags.includes('--production'), ...(only.length ? { only } : {}) };
  try {
    if (flags.includes('--watch')) await watch(how);
    else await build(how);
  } catch {
    // esbuild has printed what is wrong; a stack of its own inside adds nothing.
    process.exitCode = 1;
  }
}
