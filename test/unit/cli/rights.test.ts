/** What may not be read or written, for somebody who is not root: told by the name of what was refused, never passed over. */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cannotBeOrdinary, ordinaryIn } from '../../support/ordinary.ts';

const report = readFileSync('test/fixtures/example.disclosure', 'utf8');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), '权限 '));
  chmodSync(folder, 0o777);
  for (const name of ['只读', '查/里/锁', '写', '空/锁']) mkdirSync(join(folder, name), { recursive: true });
  for (const path of [
    '只读/甲.disclosure',
    '查/乙.disclosure',
    '查/里/锁/丙.disclosure',
    '空/锁/丁.disclosure',
  ])
    writeFileSync(join(folder, path), report);
  copyFileSync('test/fixtures/import/sheets.xlsx', join(folder, '只读/表.xlsx'));
  copyFileSync('test/fixtures/import/sheets.xlsx', join(folder, '查/里/表.xlsx'));
  copyFileSync('test/fixtures/import/sheets.xlsx', join(folder, '查/里/锁/表.xlsx'));
  chmodSync(join(folder, '写'), 0o777);
  chmodSync(join(folder, '只读'), 0o555);
  for (const locked of ['查/里/锁', '空/锁']) chmodSync(join(folder, locked), 0o000);
});
afterAll(() => {
  for (const path of ['只读', '查/里/锁', '空/锁']) chmodSync(join(folder, path), 0o755);
  rmSync(folder, { recursive: true, force: true });
});

const run = (within: string, ...args: string[]) => ordinaryIn(join(folder, within), args);

describe.skipIf(cannotBeOrdinary)('a folder that may not be written', () => {
  test.each([
    [['export', '--to', 'html', '甲.disclosure'], '甲.disclosure：没能写到 甲.html：没有权限'],
    [['export', '--to', 'csv', '甲.disclosure'], '甲.disclosure：没能写到 甲-csv：没有权限'],
    [['import', '表.xlsx'], '表.xlsx：没能写到 表.disclosure：没有权限'],
    [['import', '表.xlsx', '-o', '新.disclosure', '--year', '2024'], '没能写到 新.disclosure：没有权限'],
    [['import', '.', '-o', '稿/'], '没能写到 稿：没有权限'],
    [['review', '.', '-o', '审核'], '没能写到 审核：没有权限'],
  ])('%j names what could not be written', (args, told) => {
    const { code, err } = run('只读', ...args);
    expect(err).toContain(told);
    expect(
      err
        .trim()
        .split('\n')
        .filter((line) => line.includes('没有权限')),
    ).toHaveLength(1);
    expect(code).toBe(2);
  });

  test('one report of several that cannot be written keeps no other', () => {
    writeFileSync(join(folder, '写/戊.disclosure'), report);
    const { code, out, err } = run('.', 'export', '--to', 'html', '只读/甲.disclosure', '写/戊.disclosure');
    expect(err).toContain('只读/甲.disclosure：没能写到 只读/甲.html：没有权限');
    expect(out).toContain('写/戊.html');
    expect(existsSync(join(folder, '写/戊.html'))).toBe(true);
    expect(code).toBe(2);
  });
});

describe.skipIf(cannotBeOrdinary)('a folder below that may not be looked into', () => {
  test.each([['.'], ['里', '乙.disclosure'], ['**/*.disclosure'], ['里/*/*.disclosure']])(
    'check %s tells it',
    (...paths) => {
      const { code, out } = run('查', 'check', '--format', 'json', '--fail-on', 'never', ...paths);
      const { files } = JSON.parse(out) as { files: { path: string; error?: string }[] };
      expect(files.filter((f) => f.error !== undefined)).toEqual([
        { path: '里/锁', error: '没有权限', diagnostics: [] },
      ]);
      expect(code).toBe(2);
    },
  );

  test('a pattern that reaches into no folder has nothing to tell of one', () => {
    const { code, out } = run('查', 'check', '--format', 'json', '--fail-on', 'never', '*.disclosure');
    expect(JSON.parse(out).files.map((f: { path: string }) => f.path)).toEqual(['乙.disclosure']);
    expect(code).toBe(0);
  });

  test('where it is all that there is, that is told, and not that there are no reports', () => {
    const { code, out, err } = run('空', 'check');
    expect(out + err).toMatch(/锁.*没有权限/);
    expect(out + err).not.toContain('没有找到');
    expect(code).toBe(2);
  });

  test('every format tells it', () => {
    for (const format of ['pretty', 'sarif', 'junit', 'github', 'jsonl'])
      expect(run('查', 'check', '--format', format).out, format).toMatch(/锁|%E9%94%81/);
  });

  test.each([
    ['fmt', '--check'],
    ['fix', '--dry-run'],
  ])('%s %s tells it and goes on', (...args) => {
    const { code, out, err } = run('查', ...args, '.');
    expect(err).toContain('里/锁: 没有权限');
    expect(out).toContain('乙.disclosure');
    expect(code).toBe(2);
  });

  test('import and review tell it and go on', () => {
    const imported = run('查', 'import', '里', '-o', '../写/稿/');
    expect(imported.err).toContain('里/锁：没有权限');
    expect(imported.out).toContain('表.xlsx');
    expect(imported.code).toBe(2);
    const reviewed = run('查', 'review', '.', '-o', '../写/审核', '--fail-on', 'never');
    expect(reviewed.err).toContain('里/锁：没有权限');
    expect(readFileSync(join(folder, '写/审核/审核意见.jsonl'), 'utf8')).toContain('"error":"没有权限"');
    expect(reviewed.code).toBe(2);
  });
});
