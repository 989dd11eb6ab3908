// The server in Emacs, set up as docs/editors.md says: `npm run test:emacs`. EMACS names the program, else it is `emacs`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { conclude, freshOut, readResults, root, workspaceCopy } from './e2e-common.mjs';

const out = freshOut('emacs');
const workspace = workspaceCopy();
const home = mkdtempSync(join(tmpdir(), 'disclosure-emacs-'));
const resultFile = join(out, 'result-emacs.json');

/** The Lisp that the page gives to a reader: what is printed there is what is tested. */
function setupOfPage() {
  const page = readFileSync(join(root, 'docs', 'editors.md'), 'utf8');
  const lisp = /```elisp\n([\s\S]*?)```/.exec(page)?.[1];
  if (!lisp?.includes('eglot-server-programs'))
    throw new Error('docs/editors.md: the Lisp for eglot is gone');
  return lisp;
}

/** The command of the page, as `npm link` would put it on the path. */
function linkCommand() {
  const bin = join(home, 'disclosure-language-server');
  const server = join(root, 'dist', 'server', 'node.js');
  writeFileSync(bin, `#!/bin/sh\nexec "${process.execPath}" "${server}" "$@"\n`, { mode: 0o755 });
}

let problem;
try {
  const setup = join(home, 'setup.el');
  writeFileSync(setup, setupOfPage());
  linkCommand();
  const editor = spawnSync(
    process.env.EMACS || 'emacs',
    [
      '--batch',
      '--no-site-file',
      '--eval',
      '(package-initialize)',
      '--load',
      join(root, 'test', 'editors', 'emacs.el'),
    ],
    {
      cwd: workspace.folder,
      encoding: 'utf8',
      timeout: 300_000,
      env: {
        ...process.env,
        HOME: home,
        LANG: 'C.UTF-8',
        LC_ALL: 'C.UTF-8',
        PATH: `${home}${delimiter}${process.env.PATH}`,
        DISCLOSURE_EMACS_SETUP: setup,
        DISCLOSURE_EMACS_RESULT: resultFile,
      },
    },
  );
  if (editor.error)
    problem = `Emacs does not start (apt-get install emacs-nox elpa-eglot, or set EMACS): ${editor.error.message}`;
  else if (editor.status !== 0) problem = `Emacs ended with ${editor.status}: ${editor.stderr}`;
} catch (error) {
  problem = String(error);
} finally {
  workspace.remove();
  rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
const results = readResults(resultFile, 'emacs', problem);
rmSync(resultFile, { force: true });
conclude(out, results);
