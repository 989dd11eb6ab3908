// Packs the extension into dist/disclosure.vsix.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageExtension, root } from './e2e-common.mjs';

mkdirSync(join(root, 'dist'), { recursive: true });
console.log(packageExtension(join(root, 'dist', 'disclosure.vsix')));
