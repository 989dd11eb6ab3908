// Opens samples/ in a real editor with the extension: the desktop's VS Code, else code-server in a browser.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startCodeServer } from './code-server.mjs';
import { packageExtension, root } from './e2e-common.mjs';

const [wanted] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const inBrowser = process.argv.includes('--browser');
const folder = [wanted && resolve(wanted), join(root, 'samples'), join(root, 'test', 'fixtures')].find(
  (path) => path && existsSync(path),
);

const windows = process.platform === 'win32';
const desktop =
  !inBrowser && spawnSync('code', ['--version'], { stdio: 'ignore', shell: windows }).status === 0;
if (desktop) {
  console.log(`在 VS Code 中打开 ${folder} …`);
  const args = ['--new-window', `--extensionDevelopmentPath=${root}`, folder];
  spawn('code', args, { stdio: 'inherit', shell: windows }).on('exit', (code) => process.exit(code ?? 1));
} else {
  mkdirSync(join(root, 'dist'), { recursive: true });
  const vsix = packageExtension(join(root, 'dist', 'disclosure.vsix'));
  const port = process.env.PORT ? Number(process.env.PORT) : undefined;
  const server = await startCodeServer({ vsix, ...(port ? { port } : {}) });
  console.log(`请用浏览器打开：${server.url}/?folder=${encodeURIComponent(folder)}`);
  console.log('按 Ctrl+C 结束。');
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, async () => {
      await server.stop();
      process.exit(0);
    });
  }
}
