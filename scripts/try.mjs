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
console.log('“试一试”：不安装任何东西，用装着本扩展的编辑器打开一个文件夹，随便改，不影响您自己的编辑器。');
if (desktop) {
  console.log(`用 VS Code 新开一个窗口，打开 ${folder} ……`);
  console.log('要在浏览器里试：npm run try -- --browser；要打开别的文件夹：npm run try -- 文件夹');
  const args = ['--new-window', `--extensionDevelopmentPath=${root}`, folder];
  spawn('code', args, { stdio: 'inherit', shell: windows }).on('exit', (code) => process.exit(code ?? 1));
} else {
  console.log('用 code-server（浏览器里的 VS Code）打开；第一次要从 npm 取它，约一分钟。');
  mkdirSync(join(root, 'dist'), { recursive: true });
  const vsix = packageExtension(join(root, 'dist', 'disclosure.vsix'));
  const port = process.env.PORT ? Number(process.env.PORT) : undefined;
  // It has no language packs, and says itself that it is English: Chinese, unless the machine is set to English.
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const settings = /^en/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? {} : { 'disclosure.language': 'zh' };
  const server = await startCodeServer({ vsix, settings, ...(port ? { port } : {}) });
  console.log(`请用浏览器打开：${server.url}/?folder=${encodeURIComponent(folder)}`);
  console.log(`打开的是 ${folder}：点开一份 .disclosure 报告，看波浪线，按 F8 到下一处，按 Ctrl+. 改。`);
  console.log('按 Ctrl+C 结束。');
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, async () => {
      await server.stop();
      process.exit(0);
    });
  }
}
