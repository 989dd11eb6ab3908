/** Compiled code that is kept for the next start changes nothing that is said, whatever becomes of it. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LspClient } from '../../support/lsp-client.ts';
import { nodes } from '../../support/nodes.ts';

const report = resolve('samples/曲阳县2022预算.disclosure');
let root = '';
let dist = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), '程序 '));
  dist = join(root, 'dist');
  const needed = /dist$|dist\/(chunks|seeds|server|cli[\w-]*\.js|package\.json)/;
  cpSync(resolve('dist'), dist, { recursive: true, filter: (path) => needed.test(path) });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeEach(() => rmSync(join(dist, 'code'), { recursive: true, force: true }));

function check(node = process.execPath, flags: readonly string[] = [], command: readonly string[] = []) {
  const args = command.length > 0 ? command : ['check', report, '--fail-on', 'never'];
  const { status, stdout, stderr } = spawnSync(node, [...flags, join(dist, 'cli.js'), ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** What is kept, with when it was written. */
function kept(): Map<string, number> {
  const names = readdirSync(dist).includes('code')
    ? readdirSync(join(dist, 'code'), { recursive: true })
    : [];
  const paths = names.map((name) => join(dist, 'code', String(name))).filter((path) => path.endsWith('.bin'));
  return new Map(paths.map((path) => [path, statSync(path).mtimeMs]));
}

describe.each(nodes)('Node $version', ({ path }) => {
  test('is kept by the first run, taken up by the next, and changes nothing', () => {
    const first = check(path);
    expect(first.stderr).toBe('');
    expect(first.status).toBe(0);
    const written = kept();
    expect(written.size).toBeGreaterThan(0);
    expect(check(path)).toEqual(first);
    // What was taken up is not written again.
    expect(kept()).toEqual(written);
  });
});

test.each([
  ['cut short', (code: Buffer) => code.subarray(0, code.length / 2)],
  ['empty', () => Buffer.alloc(0)],
  ['of one other byte', (code: Buffer) => Buffer.from(code.map((byte, i) => (i === 5000 ? byte ^ 1 : byte)))],
  ['of another program', () => Buffer.from('不是代码'.repeat(1000))],
])('a file that is %s is left alone and written again', (_, damage) => {
  const first = check();
  for (const path of kept().keys()) writeFileSync(path, damage(readFileSync(path)));
  const damaged = kept();
  expect(check()).toEqual(first);
  for (const [path, when] of kept()) expect(when).not.toBe(damaged.get(path));
});

test('what was compiled under other flags is not taken up', () => {
  const first = check();
  const written = kept();
  expect(check(process.execPath, ['--no-opt'])).toEqual(first);
  expect(kept().size).toBe(written.size);
});

test('goes without where nothing can be written', () => {
  const first = check();
  rmSync(join(dist, 'code'), { recursive: true });
  // A file in the folder's place: nobody, not even root, can write below it.
  writeFileSync(join(dist, 'code'), '');
  expect(check()).toEqual(first);
  expect(statSync(join(dist, 'code')).size).toBe(0);
});

test('what other builds left goes when something is kept', () => {
  check();
  const [name = ''] = readdirSync(join(dist, 'code'));
  cpSync(join(dist, 'code', name), join(dist, 'code', 'another-1'), { recursive: true });
  rmSync(join(dist, 'code', name), { recursive: true });
  check();
  expect(readdirSync(join(dist, 'code'))).toEqual([name]);
});

test('commands that compile little keep nothing', () => {
  expect(check(process.execPath, [], ['codes', '205']).status).toBe(0);
  expect(kept().size).toBe(0);
});

test('the server keeps its code when the first report is read, and starts from it', async () => {
  const told: unknown[] = [];
  for (let i = 0; i < 2; i++) {
    const client = await LspClient.start({
      command: [process.execPath, join(dist, 'server/node.js'), '--stdio'],
    });
    const uri = 'file:///报告.disclosure';
    await client.open(uri, readFileSync(report, 'utf8'));
    const found = await client.diagnostics(uri);
    told.push(found.map(({ code, message, range }) => ({ code, message, range })));
    await client.stop();
    expect(client.stderr).toBe('');
    expect(kept().size).toBeGreaterThan(0);
  }
  expect(told[1]).toEqual(told[0]);
});
