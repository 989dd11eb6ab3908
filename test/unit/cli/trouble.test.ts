/** What is in the way of the command line: pipes, full disks, places for no cache, wrong words, files of others. */
import { execFileSync, type SpawnSyncOptions, spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { disclosureIn } from '../../support/cli.ts';

const cli = resolve('dist/cli.js');
const report = readFileSync('test/fixtures/example.disclosure', 'utf8');
const isPosix = process.platform !== 'win32';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), '难处 '));
  writeFileSync(join(folder, '甲.disclosure'), report);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const zh = { LANG: 'zh_CN.UTF-8' };

function spawned(args: readonly string[], options: SpawnSyncOptions = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 100_000,
    env: { ...process.env, ...zh },
    ...options,
  });
  return { status, out: String(stdout ?? ''), err: String(stderr ?? '') };
}

/** One line that speaks Chinese, and no stack. */
function clear(err: string): void {
  expect(err).toMatch(/^错误：[^\n]*\p{Script=Han}[^\n]*\n$/u);
  expect(err).not.toMatch(/\n\s+at |node:internal/);
}

describe.runIf(isPosix)('a pipe named outright', () => {
  test.each([
    ['check', ['check', '管.disclosure']],
    ['fix', ['fix', '管.disclosure']],
    ['fmt', ['fmt', '管.disclosure']],
    ['forms', ['forms', '管.disclosure']],
    ['export', ['export', '--to', 'json', '管.disclosure']],
    ['diff', ['diff', '甲.disclosure', '管.disclosure']],
    ['import', ['import', '管.disclosure', '-o', '乙.disclosure']],
    ['review', ['review', '甲.disclosure', '--previous', '管.disclosure', '-o', '审核']],
  ])('%s does not wait for it', async (_, args) => {
    execFileSync('mkfifo', [join(folder, '管.disclosure')]);
    const { code, out, err } = await disclosureIn(folder, args);
    expect(code).toBe(2);
    // What `check` could not read stands among its results.
    if (args[0] === 'check') expect(out + err).toContain('不是普通文件');
    else {
      clear(err);
      expect(err).toContain('不是普通文件');
    }
  });

  test('a device is none either; what a shell hands over is read', async () => {
    const { code, out, err } = await disclosureIn(folder, ['check', '/dev/zero']);
    expect(code).toBe(2);
    expect(out + err).toContain('不是普通文件');
    const handed = spawnSync(
      'sh',
      ['-c', 'cat 甲.disclosure | "$0" "$1" fmt --check /dev/stdin', process.execPath, cli],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    );
    expect(handed.stderr).toBe('');
  });
});

describe.runIf(existsSync('/dev/full'))('a full disk on standard output', () => {
  test.each([
    ['check', '甲.disclosure'],
    ['check', '--format', 'json', '甲.disclosure'],
    ['codes', '205'],
    ['forms'],
    ['explain'],
    ['--help'],
  ])('%s %s %s', (...args) => {
    const full = openSync('/dev/full', 'w');
    const given = args.filter((arg) => arg !== undefined);
    try {
      const { status, err } = spawned(given, { stdio: ['ignore', full, 'pipe'] });
      expect(status).toBe(2);
      clear(err);
      expect(err).toContain('磁盘已满');
      // With standard error full as well, there is still the exit code.
      expect(spawned(given, { stdio: ['ignore', full, full] }).status).toBe(2);
    } finally {
      closeSync(full);
    }
  });
});

describe('odd places for results', () => {
  test.each([
    '甲.disclosure',
    '甲.disclosure/里面',
    ...(existsSync('/proc/self') ? ['/proc/x', '/proc/x/y'] : []),
  ])('%s is none', async (place) => {
    const { code, err } = await disclosureIn(folder, ['check', '--cache-location', place, '甲.disclosure']);
    expect(code).toBe(2);
    clear(err);
    expect(err).toContain(place);
  });

  test('nor is one without a name', async () => {
    const { code, err } = await disclosureIn(folder, ['check', '--cache-location', '', '甲.disclosure']);
    expect(code).toBe(2);
    clear(err);
    expect(readdirSync(folder)).toEqual(['甲.disclosure']);
  });

  test('a folder with things of others is not hidden from version control', async () => {
    await disclosureIn(folder, ['check', '--cache-location', '.', '甲.disclosure']);
    expect(readdirSync(folder)).not.toContain('.gitignore');
    await disclosureIn(folder, ['check', '--cache-location', '新/处', '甲.disclosure']);
    expect(readFileSync(join(folder, '新/处/.gitignore'), 'utf8')).toBe('*\n');
  });
});

test.each([
  ['--format', ['check', '--format', 'x']],
  ['--fail-on', ['check', '--fail-on', 'x']],
  ['--lang', ['check', '--lang', 'fr']],
  ['--jobs', ['check', '--jobs', 'x']],
  ['--shard', ['check', '--shard', 'x']],
  ['--rule', ['check', '--rule', 'x']],
  ['--to', ['export', '--to', 'x', '甲.disclosure']],
  ['--year', ['import', '--year', 'x', '甲.txt']],
  ['--format of diff', ['diff', '--format', 'x', '甲.disclosure', '甲.disclosure']],
  ['an option', ['check', '--x']],
  ['a command', ['x']],
  ['a value', ['check', '--format']],
  ['an argument', ['diff', '甲.disclosure']],
  ['too many', ['diff', 'a', 'b', 'c']],
])('no English words for a wrong %s', async (_, args) => {
  const { code, err } = await disclosureIn(folder, args);
  expect(code).toBe(2);
  expect(err).toMatch(/^错误：/);
  expect(err).not.toMatch(/\b(?:allowed|choices|invalid|argument|unknown|missing|expected|is|are)\b/i);
});

describe.runIf(isPosix)('files of others, for an ordinary user', () => {
  const ordinary = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

  /** As somebody who may read and no more; with every right to the file itself where `own`. */
  function run(args: readonly string[]) {
    chmodSync(folder, 0o755);
    return spawned(args, ordinary);
  }
  afterEach(() => chmodSync(folder, 0o755));

  test('a read-only folder: nothing is written, nothing is left, one line says so', () => {
    const wrong = report.replace('1,027.00', '1,028.00');
    writeFileSync(join(folder, '甲.disclosure'), wrong);
    chmodSync(folder, 0o555);
    const before = readdirSync(folder);
    for (const args of [
      ['fmt', '甲.disclosure'],
      ['export', '--to', 'json', '甲.disclosure'],
      ['export', '--to', 'csv', '甲.disclosure'],
    ]) {
      const { status, err } = Object.keys(ordinary).length > 0 ? spawned(args, ordinary) : spawned(args);
      if (args[0] === 'fmt' && status === 0) continue;
      expect(status, args.join(' ')).toBe(2);
      clear(err);
      expect(err).toContain('没有权限');
    }
    expect(readdirSync(folder)).toEqual(before);
    expect(readFileSync(join(folder, '甲.disclosure'), 'utf8')).toBe(wrong);
    // Where no results can be kept they are still given.
    expect(spawned(['check', '--fail-on', 'never', '甲.disclosure'], ordinary)).toMatchObject({ status: 0 });
    const { status, err } = spawned(['check', '--cache', '甲.disclosure'], ordinary);
    expect(status).toBe(2);
    clear(err);
  });

  test('a file or folder that may not be read is told, and the others are checked', () => {
    writeFileSync(join(folder, '乙.disclosure'), report);
    chmodSync(join(folder, '乙.disclosure'), 0o000);
    mkdirSync(join(folder, '丙'), { mode: 0o000 });
    const { status, out, err } = run(['check', '--fail-on', 'never', '甲.disclosure', '乙.disclosure']);
    expect(status).toBe(2);
    expect(out + err).toContain('没有权限');
    expect(out + err).not.toMatch(/\n\s+at /);
    const named = run(['check', '丙/x.disclosure']);
    expect(named.status).toBe(2);
    expect(named.out + named.err).toContain('没有权限');
    chmodSync(join(folder, '丙'), 0o755);
  });
});
