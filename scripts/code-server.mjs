// VS Code's own workbench and extension host, served to a browser: for machines without a desktop.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * What npm has of code-server: the newest, and the oldest that is no older than what package.json asks for
 * (`engines.vscode`; code-server 4.N is VS Code 1.N), each with the Node that it runs on, what
 * of it must be compiled (by a C++ compiler of the machine), and what it wants to be told for tests to be run in it.
 */
export const EDITORS = {
  newest: {
    version: '4.139.1',
    node: '24.21.0',
    compiled: [],
    overrides: {},
    more: ['--vscode-option', 'enable-smoke-test-driver'],
  },
  oldest: {
    version: '4.93.1',
    node: '20.20.2',
    compiled: ['native-watchdog', '@vscode/spdlog'],
    // The one that it asks for would have to be compiled too, and is for passwords, of which there are none.
    overrides: { argon2: '0.44.0' },
    // What looks for files, which it would fetch from elsewhere.
    ripgrep: '@vscode/ripgrep-universal@1.18.0',
    more: [],
  },
};

/** Which of them is meant: DISCLOSURE_EDITOR=oldest. */
export function chosenEditor() {
  const name = process.env.DISCLOSURE_EDITOR || 'newest';
  const editor = EDITORS[name];
  if (!editor) throw new Error(`DISCLOSURE_EDITOR: ${Object.keys(EDITORS).join(' | ')}`);
  return { name, ...editor };
}

/** Where big programs that only tests need are kept between runs. */
export function cacheFolder(name) {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'disclosure-e2e', name);
}

const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** `npm install` of some packages, or of what a folder's own package.json asks for. */
export function npmInstall(folder, what, env = process.env) {
  npm(['install', ...QUIET, ...what], folder, env);
}

function npm(args, cwd, env) {
  const { status } = spawnSync('npm', args, {
    cwd,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed in ${cwd}`);
}

/** Fills a cache folder once. */
export function cachedInstall(folder, what, packages, { overrides = {}, then = () => {} } = {}) {
  // An install that was broken off leaves the folder behind, but not this mark.
  const complete = join(folder, '.complete');
  if (existsSync(complete)) return;
  console.log(`正在安装 ${what} 到 ${folder} …`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ private: true, overrides })}\n`);
  npmInstall(folder, packages);
  then();
  writeFileSync(complete, '');
}

/** Installs code-server and the Node it needs on first use. @returns {{ node: string, entry: string }} */
export function ensureCodeServer() {
  const { version, node, compiled, overrides, ripgrep } = chosenEditor();
  // DISCLOSURE_CODE_SERVER_DIR names a folder that has it already, or shall.
  const folder = process.env.DISCLOSURE_CODE_SERVER_DIR || cacheFolder(`code-server-${version}`);
  const system = { win32: 'win' }[process.platform] ?? process.platform;
  const nodePackage = `node-${system}-${process.arch}`;
  const bin = join(folder, 'node_modules', nodePackage, 'bin');
  const program = join(folder, 'node_modules', 'code-server');
  const packages = [`code-server@${version}`, `${nodePackage}@${node}`, ...(ripgrep ? [ripgrep] : [])];
  const then = () => {
    const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
    // Its lists name beta releases that npm would not take as what other packages ask for.
    const asListed = ['--omit=dev', '--legacy-peer-deps'];
    npmInstall(join(program, 'lib', 'vscode'), asListed, env);
    npmInstall(join(program, 'lib', 'vscode', 'extensions'), asListed, env);
    if (ripgrep) {
      const system = join(folder, 'node_modules', '@vscode', 'ripgrep-universal', 'bin');
      const bin = join(program, 'lib', 'vscode', 'node_modules', '@vscode', 'ripgrep', 'bin');
      cpSync(join(system, `${process.platform}-${process.arch}`), bin, { recursive: true });
    }
    if (compiled.length === 0) return;
    // The host of extensions does not start without these; the package of Node has what compiling them takes.
    const nodedir = join(folder, 'node_modules', nodePackage);
    npm(['rebuild', ...compiled], join(program, 'lib', 'vscode'), { ...env, npm_config_nodedir: nodedir });
  };
  cachedInstall(folder, `code-server ${version}`, packages, { overrides, then });
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
      ...['--disable-getting-started-override', ...chosenEditor().more],
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
