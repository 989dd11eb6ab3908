// The server in Emacs: `npm run test:emacs`. EMACS names the program, else it is `emacs`.
import { join } from 'node:path';
import { root } from './e2e-common.mjs';
import { tryEditor } from './other-editor.mjs';

tryEditor({
  key: 'EMACS',
  name: 'Emacs',
  program: 'emacs',
  packages: 'emacs-nox elpa-eglot',
  fence: 'elisp',
  marker: 'eglot-server-programs',
  args: [
    '--batch',
    '--no-site-file',
    '--eval',
    '(package-initialize)',
    '--load',
    join(root, 'test', 'editors', 'emacs.el'),
  ],
  env: () => ({ LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' }),
  timeout: 300_000,
});
