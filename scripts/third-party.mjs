// What is shipped of others, with the licences that ask to be passed on: dist/third-party.txt.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a package holds of others without saying so itself. */
const HOLDS = {
  unpdf:
    'Holds pdf.js, Copyright Mozilla Foundation, under the Apache License, Version 2.0: https://www.apache.org/licenses/LICENSE-2.0',
};

/**
 * Folders of the packages that some builds are made of, but for the tests' own.
 * @param {import('esbuild').Metafile[]} metafiles
 */
function packagesIn(metafiles) {
  const folders = new Set();
  for (const { outputs } of metafiles)
    for (const [out, { inputs }] of Object.entries(outputs)) {
      if (out.startsWith('dist/test/')) continue;
      for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
        const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? [];
        if (folder && bytesInOutput > 0) folders.add(folder);
      }
    }
  return [...folders];
}

/** The licence texts of a package: its own, and those of what it holds itself. */
function textsOf(folder) {
  const names = readdirSync(folder, { recursive: true }).map(String);
  return names
    .filter((name) =>
      /^(?:licen[cs]e|notice|copying)(?:\.(?:md|txt))?$|^(?:dist\/)?third-party[^/]*$/i.test(name),
    )
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').trim());
}

/**
 * The licences of the packages that some builds are made of.
 * @param {string} root @param {import('esbuild').Metafile[]} metafiles
 * @throws where a package says nothing of its licence
 */
export function noticesOf(root, metafiles) {
  const notices = new Map();
  for (const place of packagesIn(metafiles)) {
    const folder = join(root, place);
    const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    if (!license) throw new Error(`${name} names no licence`);
    const by = typeof author === 'string' ? author : author?.name;
    const texts = [...textsOf(folder), ...(HOLDS[name] ? [HOLDS[name]] : [])];
    notices.set(
      `${name} ${version}`,
      `${name} ${version} (${license}${by ? `, ${by}` : ''})\n\n${texts.join('\n\n') || `Licence: ${license}`}`,
    );
  }
  const line = '-'.repeat(80);
  const body = [...notices.keys()].sort().map((key) => notices.get(key));
  const head = 'This program contains the following packages of others, under the licences given here.';
  return `${[head, ...body].join(`\n\n${line}\n`)}\n`;
}

/** @param {string} root @param {import('esbuild').Metafile[]} metafiles */
export function writeNotices(root, metafiles) {
  writeFileSync(join(root, 'dist', 'third-party.txt'), noticesOf(root, metafiles));
}
