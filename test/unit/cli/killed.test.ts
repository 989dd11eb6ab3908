/**
 * A program that is ended in the middle, a disk that takes no more, two programs at once: what stands in the folder
 * afterwards is whole or not there, and the next run makes of it what a first one would.
 */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { everything } from '../../support/everything.ts';

const cli = resolve('dist/cli.js');
const isPosix = process.platform !== 'win32';
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), '断 '));
  cpSync('samples/聊城2022决算.disclosure', join(folder, '报送/聊城.disclosure'), { recursive: true });
  cpSync('test/fixtures/example.disclosure', join(folder, '报送/例.disclosure'));
  cpSync('test/fixtures/import/words.docx', join(folder, '报送/文.docx'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const REVIEW = ['review', '报送', '-o', '审核', '--jobs', '1', '--fail-on', 'never'];
const WORK = {
  import: ['import', '报送/文.docx', '-o', '出.disclosure', '--force'],
  docx: ['export', '--to', 'docx', '-o', '出.docx', '--force', '报送/聊城.disclosure'],
  xlsx: ['export', '--to', 'xlsx', '-o', '出.xlsx', '--force', '报送/聊城.disclosure'],
  review: REVIEW,
  cache: ['check', '报送', '--cache', '--cache-location', '记', '--fail-on', 'never', '--format', 'json'],
} as const;

const start = (args: readonly string[]) =>
  spawn(process.execPath, [cli, ...args], { cwd: folder, stdio: 'ignore' });
const ended = (child: ReturnType<typeof start>) =>
  new Promise<void>((done) => child.once('exit', () => done()));
const run = (args: readonly string[]) =>
  spawnSync(process.execPath, [cli, ...args], { cwd: folder, encoding: 'utf8' });

/** What is there is whole. */
function whole(): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (name.endsWith('.docx') || name.endsWith('.xlsx'))
      expect(Object.keys(unzipSync(readFileSync(path))).length).toBeGreaterThan(3);
    if (name === '出.disclosure') expect(readFileSync(path, 'utf8').endsWith('\n')).toBe(true);
    if (name === '审核')
      expect(readdirSync(path)).toEqual(
        expect.arrayContaining(['index.html', '审核意见.jsonl', '审核意见.sarif', '审核意见.xlsx']),
      );
  }
}

describe('ended in the middle', () => {
  const moments = everything ? [80, 250, 450, 800, 1500] : [300];
  test.each(Object.entries(WORK))('%s', async (_, args) => {
    const first = run(args);
    expect([0, 1], first.stderr).toContain(first.status);
    for (const name of readdirSync(folder))
      if (name !== '报送') rmSync(join(folder, name), { recursive: true });
    for (const moment of moments) {
      const child = start(args);
      const end = ended(child);
      const timer = setTimeout(() => child.kill('SIGKILL'), moment);
      await end;
      clearTimeout(timer);
      whole();
      if (existsSync(join(folder, '审核'))) rmSync(join(folder, '审核'), { recursive: true });
    }
    const last = run(args);
    expect([last.status, last.stdout]).toEqual([first.status, first.stdout]);
    whole();
  });
});

describe.runIf(isPosix)('a disk that takes no more', () => {
  // In blocks of 512 bytes: a file grows no further, which is told as a full disk is.
  test.each(
    Object.entries(WORK).flatMap(([name, args]) =>
      (everything ? [1, 24] : [8]).map((blocks) => [name, blocks, args] as const),
    ),
  )('%s, %i blocks', (_, blocks, args) => {
    const words = args.map((a) => `'${a}'`).join(' ');
    const { status, stderr } = spawnSync(
      'sh',
      ['-c', `trap '' XFSZ; ulimit -f ${blocks}; exec '${process.execPath}' '${cli}' ${words}`],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    );
    expect([0, 1, 2]).toContain(status);
    expect(stderr).not.toMatch(/\n\s+at |node:internal|程序出错/);
    whole();
    // Nothing half-written stays where somebody may take it for a report.
    expect(readdirSync(folder).filter((n) => /\.tmp$/.test(n))).toEqual([]);
    // What was written as far as it went is not written over unasked.
    if (existsSync(join(folder, '审核'))) rmSync(join(folder, '审核'), { recursive: true });
    const after = run(args);
    expect([0, 1], after.stderr).toContain(after.status);
    whole();
  });
});

describe('two at once in one folder', () => {
  test.each(Object.entries(WORK).filter(([name]) => name !== 'review'))('%s', async (_, args) => {
    const alone = run(args);
    const both = [start(args), start(args)];
    await Promise.all(both.map(ended));
    for (const child of both) expect(child.exitCode).toBe(alone.status);
    whole();
    expect(run(args).stdout).toBe(alone.stdout);
  });

  test('review: each is whole, whoever is last', async () => {
    const both = [start([...REVIEW, '--force']), start([...REVIEW, '--force'])];
    await Promise.all(both.map(ended));
    expect(both.map((c) => c.exitCode)).toContain(0);
    whole();
    expect(readdirSync(folder)).toContain('审核');
  });
});
