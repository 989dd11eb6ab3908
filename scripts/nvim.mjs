// The server in Neovim, set up as docs/editors.md says: `npm run test:nvim`. NVIM names the program, else it is `nvim`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { conclude, freshOut, readResults, root, workspaceCopy } from './e2e-common.mjs';

const out = freshOut('neovim');
const workspace = workspaceCopy();
const home = mkdtempSync(join(tmpdir(), 'disclosure-nvim-'));
const resultFile = join(out, 'result-nvim.json');

/** The Lua that the page gives to a reader: what is printed there is what is tested. */
function setupOfPage() {
  const page = readFileSync(join(root, 'docs', 'editors.md'), 'utf8');
  const [, older] = [...page.matchAll(/```lua\n([\s\S]*?)```/g)].map((m) => m[1]);
  if (!older?.includes('vim.lsp.start_client'))
    throw new Error('docs/editors.md: the Lua for older Neovim is gone');
  return older;
}

/** The command of the page, as `npm link` would put it on the path. */
function linkCommand() {
  const bin = join(home, 'disclosure-language-server');
  const server = join(root, 'dist', 'server', 'node.js');
  writeFileSync(bin, `#!/bin/sh\nexec "${process.execPath}" "${server}" "$@"\n`, { mode: 0o755 });
}

let problem;
try {
  const setup = join(home, 'setup.lua');
  writeFileSync(setup, setupOfPage());
  linkCommand();
  const editor = spawnSync(
    process.env.NVIM || 'nvim',
    [
      '--headless',
      '-u',
      'NONE',
      '-i',
      'NONE',
      '-n',
      '-c',
      `luafile ${join(root, 'test', 'editors', 'neovim.lua')}`,
    ],
    {
      cwd: workspace.folder,
      encoding: 'utf8',
      timeout: 240_000,
      env: {
        ...process.env,
        HOME: home,
        XDG_STATE_HOME: home,
        XDG_CACHE_HOME: home,
        PATH: `${home}${delimiter}${process.env.PATH}`,
        DISCLOSURE_NVIM_SETUP: setup,
        DISCLOSURE_NVIM_RESULT: resultFile,
      },
    },
  );
  if (editor.error)
    problem = `Neovim does not start (apt-get install neovim, or set NVIM): ${editor.error.message}`;
  else if (editor.status !== 0) problem = `Neovim ended with ${editor.status}: ${editor.stderr}`;
} catch (error) {
  problem = String(error);
} finally {
  workspace.remove();
  rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
const results = readResults(resultFile, 'neovim', problem);
rmSync(resultFile, { force: true });
conclude(out, results);
