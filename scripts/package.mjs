// Packs the extension into dist/disclosure.vsix. Fails where the file is bigger than a person waits for.
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packageExtension, root } from './e2e-common.mjs';

/** Bytes. All of it is used: a third is the engine once more in one piece, as a web worker cannot load chunks. */
const MOST = 3_400_000;

mkdirSync(join(root, 'dist'), { recursive: true });
const file = packageExtension(join(root, 'dist', 'disclosure.vsix'));
const { size } = statSync(file);
console.log(`${file}: ${(size / 1e6).toFixed(2)} MB`);
if (size > MOST) {
  console.error(`The package must stay below ${MOST / 1e6} MB; npx vsce ls --tree tells what is in it.`);
  process.exitCode = 1;
}
