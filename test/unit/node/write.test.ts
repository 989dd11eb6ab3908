/** Files are written whole or not at all, whatever the disk does. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WriteError, writeWhole } from '../../../server/src/node/write.ts';

const cli = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));
const windows = process.platform === 'win32';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), '写 '));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const trouble = (path: string) =>
  writeWhole(path, '新').then(
    () => 'written',
    (error: unknown) => (error instanceof WriteError ? error.trouble : String(error)),
  );

describe('writeWhole', () => {
  test('writes text and bytes, new and over what was there, and leaves nothing beside it', async () => {
    const path = join(folder, '甲.disclosure');
    await writeWhole(path, '旧𠮷');
    expect(readFileSync(path, 'utf8')).toBe('旧𠮷');
    await writeWhole(path, new Uint8Array([0, 255]));
    expect([...readFileSync(path)]).toEqual([0, 255]);
    expect(readdirSync(folder)).toEqual(['甲.disclosure']);
  });

  test('takes a name as long as the file system allows', async () => {
    const path = join(folder, `${'长'.repeat(70)}.disclosure`);
    await writeWhole(path, '新');
    expect(readFileSync(path, 'utf8')).toBe('新');
  });

  test.skipIf(windows)('keeps the mode, and the link', async () => {
    const path = join(folder, '甲');
    const link = join(folder, '链');
    writeFileSync(path, '旧');
    chmodSync(path, 0o640);
    symlinkSync(path, link);
    await writeWhole(link, '新');
    expect(readFileSync(path, 'utf8')).toBe('新');
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
  });

  test('leaves a read-only file alone', async () => {
    const path = join(folder, '甲');
    writeFileSync(path, '旧');
    chmodSync(path, 0o444);
    expect(await trouble(path)).toBe('readonly');
    expect(readFileSync(path, 'utf8')).toBe('旧');
    expect(readdirSync(folder)).toEqual(['甲']);
  });

  test('says that a folder is missing, or is no place for a file', async () => {
    expect(await trouble(join(folder, '没有', '甲'))).toBe('folder');
    mkdirSync(join(folder, '夹'));
    expect(await trouble(join(folder, '夹'))).toBe('folder');
    expect(readdirSync(folder)).toEqual(['夹']);
  });
});

describe('the command line, in the middle of a write', () => {
  const untidy = (rows: number) =>
    `单位：某局\n金额单位：万元\n\n## 某表\n\n| 项目 | 金额 |\n| --- | --- |\n${'| 甲 | 1.00 |\n'.repeat(rows)}`;

  // A limit on the size of files stops a write half-way, as a full disk does.
  test.skipIf(windows)('a disk without room: the old file stands, and the message says so', () => {
    const path = join(folder, '甲.disclosure');
    const text = untidy(2000);
    writeFileSync(path, text);
    const run = spawnSync(
      'sh',
      ['-c', `ulimit -f 4; exec "$0" "$1" fmt --lang zh 甲.disclosure`, process.execPath, cli],
      { cwd: folder, encoding: 'utf8' },
    );
    expect(run.stderr).toContain('磁盘已满，文件没有改动');
    expect(run.status).toBe(2);
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(readdirSync(folder)).toEqual(['甲.disclosure']);
  });

  test('a read-only file is told, and the next one is laid out', () => {
    for (const name of ['甲', '乙']) writeFileSync(join(folder, `${name}.disclosure`), untidy(1));
    chmodSync(join(folder, '乙.disclosure'), 0o444);
    const run = spawnSync(process.execPath, [cli, 'fmt', '--lang', 'zh', '.'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(run.stderr).toContain('只读');
    expect(run.status).toBe(2);
    expect(readFileSync(join(folder, '乙.disclosure'), 'utf8')).toBe(untidy(1));
    expect(readFileSync(join(folder, '甲.disclosure'), 'utf8')).not.toBe(untidy(1));
  });
});
