/**
 * Nothing goes out: the built programs run a day's work with the network taken away, and whatever asks for it is written
 * down. Where the system lets it be watched (strace), so is every call of the kernel.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileUri, LspClient } from '../../support/lsp-client.ts';

const watcher = resolve('test/support/no-network.cjs');
const cli = resolve('dist/cli.js');
const server = resolve('dist/server/node.js');
let folder = '';
let log = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), '内 '));
  log = join(folder, 'network.log');
  cpSync('samples/聊城2022决算.disclosure', join(folder, '聊城.disclosure'));
  cpSync('test/fixtures/import/sheets.xlsx', join(folder, '表.xlsx'));
  cpSync('test/fixtures/import/words.docx', join(folder, '文.docx'));
  cpSync('test/fixtures/import/sheets.xls', join(folder, '旧.xls'));
  // Addresses that a careless reader would go to.
  writeFileSync(
    join(folder, '网.html'),
    '<html><head><base href="https://example.invalid/"><link rel="stylesheet" href="https://example.invalid/a.css"></head><body><img src="https://example.invalid/x.png"><h2>支出决算表</h2><table><tr><td>科目名称</td><td>本年支出合计</td></tr><tr><td>合计</td><td>1.00</td></tr></table></body></html>',
  );
  writeFileSync(
    join(folder, '链.disclosure'),
    '单位：某局\n年度：2023\n类型：决算\n上年：https://example.invalid/a.disclosure\n汇总：//example.invalid/b.disclosure\n',
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const env = () => ({
  ...process.env,
  NODE_OPTIONS: `--require ${watcher}`,
  DISCLOSURE_NETWORK_LOG: log,
  LANG: 'zh_CN.UTF-8',
});
const asked = () => (existsSync(log) ? readFileSync(log, 'utf8') : '');

/** What a person does in a day. */
const COMMANDS: readonly (readonly string[])[] = [
  ['check', '.', '--fail-on', 'never', '--format', 'sarif', '--cache'],
  ['fix', '聊城.disclosure', '--dry-run'],
  ['fmt', '--check', '聊城.disclosure'],
  ['import', '表.xlsx', '文.docx', '旧.xls', '网.html', '--force'],
  ['export', '--to', 'html', '--force', '聊城.disclosure'],
  ['export', '--to', 'docx', '--force', '聊城.disclosure'],
  ['export', '--to', 'xlsx', '--force', '聊城.disclosure'],
  ['review', '.', '-o', '审核', '--force', '--jobs', '2', '--fail-on', 'never'],
  ['explain', 'share'],
  ['codes', '教育'],
];

test('the watcher sees what asks for a network', () => {
  const own = join(folder, 'own.log');
  for (const code of [
    "fetch('https://example.invalid/')",
    "require('node:http').get('http://example.invalid/')",
    "require('node:net').connect(80, 'example.invalid')",
    "require('node:dns').lookup('example.invalid', () => {})",
  ]) {
    const run = spawnSync(process.execPath, ['-e', code], { env: { ...env(), DISCLOSURE_NETWORK_LOG: own } });
    expect(run.status).not.toBe(0);
  }
  expect(readFileSync(own, 'utf8').trimEnd().split('\n')).toHaveLength(4);
  rmSync(own);
});

test.each(COMMANDS)('the command line: %s %s', (...args) => {
  const run = spawnSync(process.execPath, [cli, ...args], { cwd: folder, env: env(), encoding: 'utf8' });
  expect([0, 1, 2], run.stderr).toContain(run.status);
  expect(run.stderr).not.toContain('no network');
  expect(asked()).toBe('');
});

test('the server: opened, asked, typed into, with addresses for links', async () => {
  const client = await LspClient.start({
    command: [
      'env',
      `NODE_OPTIONS=--require ${JSON.stringify(watcher)}`,
      `DISCLOSURE_NETWORK_LOG=${log}`,
      process.execPath,
      server,
      '--stdio',
    ],
    folder,
  });
  try {
    for (const name of ['聊城.disclosure', '链.disclosure']) {
      const uri = fileUri(join(folder, name));
      const text = readFileSync(join(folder, name), 'utf8');
      await client.open(uri, text);
      await client.diagnostics(uri);
      const textDocument = { uri };
      for (const method of ['documentLink', 'documentSymbol', 'codeLens', 'foldingRange'])
        await client.request(`textDocument/${method}`, { textDocument });
      await client.request('textDocument/hover', { textDocument, position: { line: 3, character: 4 } });
      await client.change(uri, `${text}\n`);
      await client.diagnostics(uri);
    }
    await client.stop();
  } finally {
    client.kill();
  }
  expect(asked()).toBe('');
});

/** Whether calls of the kernel may be watched here. */
const watches = spawnSync('strace', ['-f', '-e', 'trace=network', '-o', '/dev/null', 'true']).status === 0;

test.skipIf(!watches)('no call of the kernel goes to a network', () => {
  const calls = join(folder, 'calls');
  for (const args of COMMANDS.slice(0, 8)) {
    spawnSync(
      'strace',
      ['-f', '-e', 'trace=socket,connect,bind,sendto,sendmsg', '-o', calls, process.execPath, cli, ...args],
      { cwd: folder },
    );
    const out = readFileSync(calls, 'utf8')
      .split('\n')
      .filter((l) => /AF_INET|AF_PACKET|AF_NETLINK/.test(l));
    expect(out, args.join(' ')).toEqual([]);
  }
});
