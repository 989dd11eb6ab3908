// VS Code's own workbench and extension host, served to a browser: for machines without a desktop.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const VERSION = '4.139.1';
const NODE_VERSION = '24.21.0';

/** Where big programs that only tests need are kept between runs. */
export function cacheFolder(name) {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'disclosure-e2e', name);
}

const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** `npm install` of some packages, or of what a folder's own package.json asks for. */
export function npmInstall(folder, what, env = process.env) {
  const args = ['install', ...QUIET, ...what];
  const result = spawnSync('npm', args, {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) throw new Error(`npm ${args.join(' ')} failed in ${folder}`);
}

/** Fills a cache folder once. */
export function cachedInstall(folder, what, packages, then = () => {}) {
  // An install that was broken off leaves the folder behind, but not this mark.
  const complete = join(folder, '.complete');
  if (existsSync(complete)) return;
  console.log(`正在安装 ${what} 到 ${folder} …`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
  npmInstall(folder, packages);
  then();
  writeFileSync(complete, '');
}

/** Installs code-server and the Node it needs on first use. @returns {{ node: string, entry: string }} */
export function ensureCodeServer() {
  // DISCLOSURE_CODE_SERVER_DIR names a folder that has it already, or shall.
  const folder = process.env.DISCLOSURE_CODE_SERVER_DIR || cacheFolder(`code-server-${VERSION}`);
  const system = { win32: 'win' }[process.platform] ?? process.platform;
  const nodePackage = `node-${system}-${process.arch}`;
  const bin = join(folder, 'node_modules', nodePackage, 'bin');
  const program = join(folder, 'node_modules', 'code-server');
  const packages = [`code-server@${VERSION}`, `${nodePackage}@${NODE_VERSION}`];
  cachedInstall(folder, `code-server ${VERSION}`, packages, () => {
    const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
    npmInstall(join(program, 'lib', 'vscode'), ['--omit=dev'], env);
    npmInstall(join(program, 'lib', 'vscode', 'extensions'), ['--omit=dev'], env);
  });
  return { node: join(bin, 'node'), entry: join(program, 'out', 'node', 'entry.js') };
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

const SETTINGS = {
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'git.enabled': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  // Digits and Chinese in one width, so that columns stand under each other.
  'editor.fontFamily': "'Noto Sans Mono CJK SC', monospace",
};

/**
 * @param {{ vsix?: string, port?: number, settings?: object, env?: Record<string, string>, trust?: boolean }} options
 *   `trust`: folders are not trusted before somebody says so, as in an editor that is newly installed
 * @returns {Promise<{ url: string, authority: string, home: string, stop(): Promise<void> }>}
 */
export async function startCodeServer({ vsix, port, settings = {}, env = {}, trust = false } = {}) {
  const { node, entry } = ensureCodeServer();
  // Sockets live below it, and their paths may not be long.
  const home = mkdtempSync(join(tmpdir(), 'dcs-'));
  const data = join(home, 'data');
  const extensions = join(home, 'ext');
  for (const folder of [join(data, 'User'), extensions, join(home, 't')])
    mkdirSync(folder, { recursive: true });
  writeFileSync(join(data, 'User', 'settings.json'), JSON.stringify({ ...SETTINGS, ...settings }, null, 2));
  writeFileSync(join(home, 'config.yaml'), '');
  const environment = {
    ...process.env,
    HOME: home,
    TMPDIR: join(home, 't'),
    XDG_RUNTIME_DIR: join(home, 't'),
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    ...env,
  };
  const common = [
    entry,
    '--config',
    join(home, 'config.yaml'),
    '--user-data-dir',
    data,
    '--extensions-dir',
    extensions,
  ];
  if (vsix) {
    const installed = spawnSync(node, [...common, '--install-extension', vsix], {
      env: environment,
      encoding: 'utf8',
    });
    if (installed.status !== 0) throw new Error(`${vsix}: ${installed.stdout}${installed.stderr}`);
  }
  const chosen = port ?? (await freePort());
  const authority = `127.0.0.1:${chosen}`;
  const child = spawn(
    node,
    [
      ...common,
      ...['--auth', 'none', '--bind-addr', authority],
      ...['--disable-telemetry', '--disable-update-check'],
      ...(trust ? [] : ['--disable-workspace-trust']),
      ...['--disable-getting-started-override', '--vscode-option', 'enable-smoke-test-driver'],
    ],
    // A group of its own: the extension hosts are grandchildren and must go with it.
    { env: environment, detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let log = '';
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const kill = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // gone already
    }
  };
  const onExit = () => kill('SIGKILL');
  process.once('exit', onExit);
  const stop = async () => {
    kill('SIGTERM');
    const late = setTimeout(() => kill('SIGKILL'), 3000);
    await exited;
    clearTimeout(late);
    kill('SIGKILL');
    process.off('exit', onExit);
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`code-server did not listen:\n${log}`)), 30_000);
      const read = (chunk) => {
        log += chunk;
        if (log.includes('HTTP server listening')) {
          clearTimeout(timer);
          resolve(undefined);
        }
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`code-server ended (${code}):\n${log}`)));
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://${authority}`, authority, home, stop };
}
