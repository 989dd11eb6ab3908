// The server in Neovim: `npm run test:nvim`. NVIM names the program, else it is `nvim`.
import { join } from 'node:path';
import { root } from './e2e-common.mjs';
import { tryEditor } from './other-editor.mjs';

const script = join(root, 'test', 'editors', 'neovim.lua');
tryEditor({
  key: 'NVIM',
  name: 'Neovim',
  program: 'nvim',
  packages: 'neovim',
  fence: 'lua',
  marker: 'vim.lsp.start_client',
  args: ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', '-c', `luafile ${script}`],
  env: (home) => ({ XDG_STATE_HOME: home, XDG_CACHE_HOME: home }),
  timeout: 240_000,
});
