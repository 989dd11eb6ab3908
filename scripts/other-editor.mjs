// Tries the server in an editor other than VS Code, set up as docs/editors.md says.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { conclude, freshOut, readResults, root, workspaceCopy } from './e2e-common.mjs';

/**
 * Starts the editor in a copy of the workspace, with the page's own setup, and tells what its tests say. What is printed
 * on the page is what is tested; the command of the page stands on the path, as `npm link` would put it there.
 * @param {{
 *   key: string,
 *   name: string,
 *   program: string,
 *   packages: string,
 *   fence: string,
 *   marker: string,
 *   args: readonly string[],
 *   env: (home: string) => Record<string, string>,
 *   timeout: number,
 * }} editor `key` names its variables (`KEY` the program, `DISCLOSURE_KEY_SETUP`, `DISCLOSURE_KEY_RESULT`) and its results;
 *   `fence` is the language of the page's blocks of code, of which the last that holds `marker` is taken
 */
export function tryEditor({ key, name, program, packages, fence, marker, args, env, timeout }) {
  const part = name.toLowerCase();
  const out = freshOut(part);
  const workspace = workspaceCopy();
  const home = mkdtempSync(join(tmpdir(), `disclosure-${part}-`));
  const resultFile = join(out, `result-${part}.json`);
  let problem;
  try {
    const setup = join(home, `setup.${fence}`);
    writeFileSync(setup, setupOfPage(fence, marker));
    linkCommand(home);
    const editor = spawnSync(process.env[key] || program, args, {
      cwd: workspace.folder,
      encoding: 'utf8',
      timeout,
      env: {
        ...process.env,
        HOME: home,
        ...env(home),
        PATH: `${home}${delimiter}${process.env.PATH}`,
        [`DISCLOSURE_${key}_SETUP`]: setup,
        [`DISCLOSURE_${key}_RESULT`]: resultFile,
      },
    });
    if (editor.error)
      problem = `${name} does not start (apt-get install ${packages}, or set ${key}): ${editor.error.message}`;
    else if (editor.status !== 0) problem = `${name} ended with ${editor.status}: ${editor.stderr}`;
  } catch (error) {
    problem = String(error);
  } finally {
    workspace.remove();
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
  const results = readResults(resultFile, part, problem);
  rmSync(resultFile, { force: true });
  conclude(out, results);
}

/** @param {string} fence @param {string} marker */
function setupOfPage(fence, marker) {
  const page = readFileSync(join(root, 'docs', 'editors.md'), 'utf8');
  const blocks = [...page.matchAll(new RegExp(`\`\`\`${fence}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    (m) => m[1] ?? '',
  );
  const setup = blocks.findLast((block) => block.includes(marker));
  if (setup === undefined) throw new Error(`docs/editors.md: the block with ${marker} is gone`);
  return setup;
}

/** @param {string} home */
function linkCommand(home) {
  const server = join(root, 'dist', 'server', 'node.js');
  const script = `#!/bin/sh\nexec "${process.execPath}" "${server}" "$@"\n`;
  writeFileSync(join(home, 'disclosure-language-server'), script, { mode: 0o755 });
}
