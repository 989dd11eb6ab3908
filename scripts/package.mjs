// Packs the extension into dist/disclosure.vsix, with what is in it of others (sbom.cdx.json). Fails where the file is bigger
// than a person waits for, or where built and packed once more it is another.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packageExtension, root } from './e2e-common.mjs';
import { writeSbom } from './sbom.mjs';

/** Bytes. All of it is used: a third is the engine once more in one piece, as a web worker cannot load chunks. */
const MOST = 3_600_000;

mkdirSync(join(root, 'dist'), { recursive: true });
// The packer builds first (vscode:prepublish).
writeSbom();
const hash = (/** @type {string} */ path) => createHash('sha256').update(readFileSync(path)).digest('hex');
const again = packageExtension(join(root, 'dist', 'again.vsix'));
const first = hash(again);
rmSync(again);
writeSbom();
const file = packageExtension(join(root, 'dist', 'disclosure.vsix'));
const { size } = statSync(file);
console.log(`${file}: ${(size / 1e6).toFixed(2)} MB`);
if (size > MOST) {
  console.error(`The package must stay below ${MOST / 1e6} MB; npx vsce ls --tree tells what is in it.`);
  process.exitCode = 1;
}
if (hash(file) !== first) {
  console.error(
    'Built and packed twice, the package is not the same: something in it depends on the time or the machine.',
  );
  process.exitCode = 1;
} else console.log(`SHA-256 ${first}, the same when built again`);
