// Bundles everything that runs into dist/. `--production` makes it small, `--watch` rebuilds, `--only=name` builds one.
//
// What is not needed at the start is loaded when it is: write `await import('…')`, and the imported file becomes a chunk
// of its own in dist/chunks with all that only it needs, shared by the programs, read with `require` on first use.
// Nothing is to be listed here or in package.json. In the web worker the same code stands in the one bundle, unevaluated.
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { seedsForEsbuild } from './seeds.mjs';
import { sheetjsForEsbuild } from './sheetjs.mjs';
import { writeNotices } from './third-party.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Programs of Node: entry and place. They share their code, which stands in chunks.
 * @type {Record<string, { entry: string, out: string, executable?: boolean }>}
 */
const programs = {
  'server/node': { entry: 'server/src/node/main.ts', out: 'dist/server/node.js', executable: true },
  cli: { entry: 'server/src/cli/main.ts', out: 'dist/cli.js', executable: true },
  'cli-worker': { entry: 'server/src/cli/worker.ts', out: 'dist/cli-worker.js' },
  'cli-review-worker': { entry: 'server/src/cli/review/worker.ts', out: 'dist/cli-review-worker.js' },
};

/**
 * Libraries that the programs read on use and the web worker too: files of their own whose names stay.
 * @type {Record<string, string>}
 */
const libraries = {
  'chunks/pdfjs': 'node_modules/unpdf/dist/pdfjs.mjs',
  'chunks/sheetjs': 'server/src/exchange/import/sheetjs.ts',
};

/**
 * Bundles that are one file each.
 * @type {Record<string, { entry: string, out: string, options: import('esbuild').BuildOptions }>}
 */
const bundles = {
  'client/node': {
    entry: 'client/src/node.ts',
    out: 'dist/client/node.js',
    // Nearly all of it is the protocol's library.
    options: { platform: 'node', external: ['vscode'], minifyIdentifiers: true },
  },
  'client/browser': {
    entry: 'client/src/browser.ts',
    out: 'dist/client/browser.js',
    options: { platform: 'browser', external: ['vscode'] },
  },
  // Runs inside the preview's page.
  'client/preview': {
    entry: 'client/src/preview/page.ts',
    out: 'dist/client/preview.js',
    options: { platform: 'browser', format: 'iife' },
  },
  'server/browser': {
    entry: 'server/src/browser/main.ts',
    out: 'dist/server/browser.js',
    options: {
      platform: 'browser',
      format: 'iife',
      // The worker reads the files that Node's programs have (`libraries`).
      alias: {
        'unpdf/pdfjs': './server/src/browser/pdfjs.ts',
        '@e965/xlsx': './server/src/browser/sheetjs.ts',
      },
    },
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

/** @param {'node' | 'browser'} platform @returns {import('esbuild').BuildOptions} */
function common(platform, production) {
  return {
    absWorkingDir: root,
    platform,
    bundle: true,
    format: 'cjs',
    target: platform === 'node' ? 'node20' : 'es2022',
    mainFields: platform === 'node' ? ['module', 'main'] : ['browser', 'module', 'main'],
    charset: platform === 'node' ? 'ascii' : 'utf8',
    logLevel: 'warning',
    ...compact(production),
    // A browser loads one file with all libraries in it: there size counts for more than names.
    minifyIdentifiers: production && platform === 'browser',
    // dist/third-party.txt holds the licences of all of them.
    legalComments: 'none',
    metafile: true,
    sourcemap: production ? false : 'linked',
    define: { 'process.env.NODE_ENV': production ? '"production"' : '"development"' },
  };
}

/**
 * Names stay: stack traces and `constructor.name` can be read in a user's bug report. Shortening them and putting them
 * back at run time (`keepNames`) makes smaller files that take longer to start.
 */
function compact(production) {
  // A line that an error shows must not be the whole program.
  return { minifySyntax: production, minifyWhitespace: production, lineLimit: production ? 300 : 0 };
}

/**
 * Options that make one file of one bundle or program, with everything inside.
 * @param {{ production?: boolean, only?: string[] }} [how]
 */
export function buildOptions({ production = false, only } = {}) {
  const asBundles = Object.fromEntries(
    Object.entries(programs).map(([name, { entry, out }]) => [
      name,
      { entry, out, options: { platform: 'node' } },
    ]),
  );
  const chosen = [];
  for (const [name, { entry, out, options }] of Object.entries(
    only ? { ...bundles, ...asBundles } : bundles,
  )) {
    if (only && !only.includes(name)) continue;
    if (!existsSync(join(root, entry))) {
      console.log(`– ${out}: ${entry} does not exist yet`);
      continue;
    }
    chosen.push({
      name,
      out,
      options: {
        ...common(options.platform, production),
        entryPoints: [entry],
        outfile: out,
        plugins: [seedsForEsbuild(root), sheetjsForEsbuild()],
        ...options,
      },
    });
  }
  return chosen;
}

/** Options that make the programs of Node, with their chunks. @returns {import('esbuild').BuildOptions} */
function programOptions(production) {
  const seeds = new Map();
  return {
    ...common('node', production),
    entryPoints: {
      ...Object.fromEntries(
        Object.values(programs).map(({ entry, out }) => [relative('dist', out).replace(/\.js$/, ''), entry]),
      ),
      ...libraries,
    },
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    // esbuild splits ES modules alone, and Node starts faster on CommonJS: the second plugin turns one into the other.
    format: 'esm',
    splitting: true,
    write: false,
    metafile: true,
    sourcemap: production ? false : 'inline',
    plugins: [
      sheetjsForEsbuild(),
      seedsForEsbuild(root, { emit: (name, json) => seeds.set(name, json), folder: `${TO_DIST} + '/seeds'` }),
      {
        name: 'programs',
        setup: (build) => build.onEnd((result) => writePrograms(result, seeds, production)),
      },
    ],
  };
}

/** Stands in the code for the way from a file to dist/: nobody knows beforehand in which chunk a module comes to lie. */
const TO_DIST = '__TO_DIST__';

/** Whether a chunk holds next to nothing of this project's own: a library and the few lines that call it. */
function ofLibraries(path, metafile) {
  const inputs = Object.entries(metafile.outputs[path]?.inputs ?? {});
  const size = (list) => list.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
  const own = inputs.filter(([input]) => !input.includes('node_modules/'));
  return inputs.length > 0 && size(own) < size(inputs) / 20;
}

async function writePrograms(result, seeds, production) {
  if (result.errors.length > 0) return;
  const dist = join(root, 'dist');
  const executable = new Set(
    Object.values(programs)
      .filter((p) => p.executable)
      .map((p) => join(root, p.out)),
  );
  const written = new Set();
  const write = (path, content) => {
    written.add(path);
    mkdirSync(dirname(path), { recursive: true });
    // A program that runs meanwhile finds its chunks as they were.
    if (existsSync(path) && readFileSync(path, 'utf8') === content) return;
    writeFileSync(path, content);
  };
  const all = createHash('sha256');
  for (const { path, contents } of result.outputFiles) all.update(path.slice(dist.length)).update(contents);
  for (const [name, json] of seeds) all.update(name).update(json);
  const fingerprint = all.digest('hex').slice(0, 16);
  for (const { path, text } of result.outputFiles) {
    const { code } = await esbuild.transform(text, {
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      charset: 'ascii',
      ...compact(production),
      // Names of libraries tell nobody anything; without them the package stays below its limit.
      minifyIdentifiers: production && ofLibraries(relative(root, path), result.metafile),
      sourcemap: production ? false : 'inline',
      sourcefile: path,
      define: {
        [TO_DIST]: JSON.stringify(relative(dirname(path), dist) || '.'),
        // Results that are kept for a later run are of this program alone.
        __BUILD__: JSON.stringify(fingerprint),
      },
      // `require` on first use rather than the loader of ES modules.
      supported: { 'dynamic-import': false },
      ...(executable.has(path) ? { banner: '#!/usr/bin/env node' } : {}),
    });
    write(
      path,
      isCommonJs(relative(root, path), result.metafile)
        ? `${code}module.exports=module.exports.default;\n`
        : code,
    );
  }
  for (const [name, json] of seeds) write(join(dist, 'seeds', `${name}.json`), json);
  // Node looks for the nearest one before it runs a file: the extension's own takes longer to read than a small report.
  write(join(dist, 'package.json'), '{ "type": "commonjs" }\n');
  for (const path of executable) chmodSync(path, 0o755);
  for (const folder of ['chunks', 'seeds']) {
    for (const name of existsSync(join(dist, folder)) ? readdirSync(join(dist, folder)) : []) {
      const path = resolve(dist, folder, name);
      if (!written.has(path)) rmSync(path);
    }
  }
}

/**
 * Whether a chunk is a CommonJS package that is imported on use. esbuild exports such a one as `default` and nothing
 * besides where it splits; everywhere else `await import('…')` has its names too.
 */
function isCommonJs(path, { inputs, outputs }) {
  const { entryPoint, exports } = outputs[path.replaceAll('\\', '/')];
  if (entryPoint === undefined || inputs[entryPoint]?.format !== 'cjs') return false;
  if (exports.length !== 1) throw new Error(`${entryPoint}: imported both at the start and on use`);
  return true;
}

/** @param {{ production?: boolean, only?: string[] }} how @returns {import('esbuild').BuildOptions[]} */
function allOptions({ production = false, only } = {}) {
  const ofBundles = Object.keys(bundles).filter((name) => !only || only.includes(name));
  const some = buildOptions({ production, only: ofBundles }).map(({ options }) => options);
  // The programs share chunks: none is built without the others.
  return !only || only.some((name) => name in programs) ? [...some, programOptions(production)] : some;
}

/** @param {{ production?: boolean, only?: string[] }} [how] */
export async function build(how) {
  const results = await Promise.all(allOptions(how).map((options) => esbuild.build(options)));
  if (!how?.only)
    writeNotices(
      root,
      results.flatMap(({ metafile }) => metafile ?? []),
    );
}

async function watch(how) {
  for (const options of allOptions(how)) {
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
