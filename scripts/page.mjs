// `npm run page`: dist/校对.html, the whole of page/ with engine and import in one file that asks for nothing outside.
//
// The worker lies in it packed (gzip, base64): a third of the size, and nothing in it can be taken for HTML. Its policy
// names the one script and the one style sheet by their checksums and lets nothing else be loaded or sent.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import * as esbuild from 'esbuild';
import { seedsForEsbuild } from './seeds.mjs';
import { sheetjsForEsbuild } from './sheetjs.mjs';
import { noticesOf } from './third-party.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
export const PAGE = join(root, 'dist', '校对.html');

const TARGET = ['chrome109', 'edge109', 'firefox115', 'safari16.4'];

async function bundle(entry, plugins = []) {
  const { outputFiles, metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    outfile: `dist/page/${entry.replace(/\W/g, '-')}`,
    platform: 'browser',
    format: 'iife',
    target: TARGET,
    mainFields: ['browser', 'module', 'main'],
    charset: 'utf8',
    logLevel: 'warning',
    minify: true,
    // The page holds the licences of all of them in a place of its own.
    legalComments: 'none',
    metafile: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins,
  });
  return { text: outputFiles[0].text.trim(), metafile };
}

/** The same file for the same sources: nothing of the time or the machine is in it. */
const packed = (text) => gzipSync(text, { level: 9 }).toString('base64');
const checksum = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

function policyOf(script, style) {
  return [
    "default-src 'none'",
    `script-src ${checksum(script)}`,
    `style-src ${checksum(style)}`,
    'img-src data:',
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types page',
  ].join('; ');
}

/** Builds the page; returns its size by part. */
export async function buildPage(to = PAGE) {
  const [engine, screen, style] = await Promise.all([
    bundle('page/worker/main.ts', [seedsForEsbuild(root), sheetjsForEsbuild()]),
    bundle('page/screen/main.ts'),
    bundle('page/style.css'),
  ]);
  if (/<\/script|<!--/i.test(screen.text)) throw new Error('page/screen: a text that would end the script');
  const parts = {
    POLICY: policyOf(screen.text, style.text),
    STYLE: style.text,
    SCRIPT: screen.text,
    ENGINE: packed(engine.text),
    LICENCES: packed(noticesOf(root, [engine.metafile, screen.metafile])),
  };
  const shell = readFileSync(join(root, 'page', 'index.html'), 'utf8');
  // By a function: `$&` in a script is no place for the script.
  const html = shell.replace(/%([A-Z]+)%/g, (_, name) => parts[name]);
  mkdirSync(join(to, '..'), { recursive: true });
  writeFileSync(to, html);
  return { bytes: Buffer.byteLength(html), engine: Buffer.byteLength(engine.text) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { bytes, engine } = await buildPage();
  const megabytes = (n) => `${(n / 1e6).toFixed(2)} MB`;
  console.log(`${PAGE}: ${megabytes(bytes)} (worker unpacked ${megabytes(engine)})`);
}
