// SheetJS with faults mended as it is bundled. A damaged file of a few kB makes it read behind the end of its data for
// billions of characters, or go through billions of cells and columns that a link or a width names: minutes and gigabytes.
// And it talks of what it does not know on standard error, where people read. Its text is looked for word by word, so that
// another version is looked at first.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FILE = fileURLToPath(new URL('../node_modules/@e965/xlsx/xlsx.mjs', import.meta.url));

/** What is looked for, how often it stands there, and what is put instead. @type {readonly (readonly [string, number, string])[]} */
const MENDS = [
  // A text has no more characters than bytes are left.
  [
    'var o="", oI/*:: :number = 0*/, oR, oo=[], w, vv, i, loc;',
    1,
    'var o="", oI, oR, oo=[], w, vv, i, loc; if(t && t !== "i" && t !== "f" && !(size <= this.length - this.l)) size = Math.max(0, this.length - this.l);',
  ],
  ['while((w=__readUInt8(this, this.l + size++))!==0)', 1, 'while((w=__readUInt8(this, this.l + size++))>0)'],
  ['while((w=__readUInt16LE(this,this.l +size))!==0)', 1, 'while((w=__readUInt16LE(this,this.l +size))>0)'],
  // Links are not read.
  ['for(R=val.rfx.s.r;R<=val.rfx.e.r;++R) for(C=val.rfx.s.c;C<=val.rfx.e.c;++C) {', 1, 'if(false) {'],
  ['for(rngR = val[0].s.r; rngR <= val[0].e.r; ++rngR)', 2, 'if(false)'],
  // Columns that no report has.
  ['while(val.e >= val.s) {', 2, 'val.e = Math.min(val.e, 1023); while(val.e >= val.s) {'],
];
const QUIET = 'const console = { log() {}, warn() {}, error() {} };\n';

/** @param {string} code */
function mended(code) {
  let text = code;
  for (const [from, times, to] of MENDS) {
    const parts = text.split(from);
    if (parts.length !== times + 1) throw new Error(`scripts/sheetjs.mjs: not found ${times} times: ${from}`);
    text = parts.join(to);
  }
  return QUIET + text;
}

/**
 * @param {boolean} [inside] whether it is put into a bundle that leaves packages out
 * @returns {import('esbuild').Plugin}
 */
export function sheetjsForEsbuild(inside = false) {
  return {
    name: 'sheetjs',
    setup(build) {
      if (inside) build.onResolve({ filter: /^@e965\/xlsx$/ }, () => ({ path: FILE }));
      build.onLoad({ filter: /@e965[\\/]xlsx[\\/]xlsx\.mjs$/ }, () => ({
        contents: mended(readFileSync(FILE, 'utf8')),
        loader: 'js',
        resolveDir: join(FILE, '..'),
      }));
    },
  };
}

/** @returns {import('vite').Plugin} */
export function sheetjsForVite() {
  return {
    name: 'sheetjs',
    enforce: 'pre',
    transform: (code, id) =>
      /@e965[\\/]xlsx[\\/]xlsx\.mjs/.test(id) ? { code: mended(code), map: null } : undefined,
  };
}
