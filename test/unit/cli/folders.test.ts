/** `check` over folders: threads, parts for several machines, the cache, lines as they come. */
import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readShard } from '../../../server/src/cli/check-command.ts';
import type { CheckSetup } from '../../../server/src/cli/checker.ts';
import { checkInThreads } from '../../../server/src/cli/pool.ts';
import { run } from '../../../server/src/cli/program.ts';
import { Progress } from '../../../server/src/cli/progress.ts';
import { sayIn } from '../../../server/src/cli/text.ts';
import { disclosureIn } from '../../support/cli.ts';
import { some } from '../../support/everything.ts';
import { conforms } from '../../support/schema.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const schema = JSON.parse(readFileSync(join(root, 'docs/schema/check.schema.json'), 'utf8'));
const example = readFileSync(join(root, 'test/fixtures/example.disclosure'), 'utf8');
const tables = example.slice(0, example.indexOf('# 第三部分'));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), '汇总 '));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(path: string, content: string | Uint8Array): string {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
  return target;
}

const check = (...args: string[]) => disclosureIn(folder, ['check', ...args]);

const pathsOf = (lines: string): string[] =>
  lines
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line).path);

/** A department with its units, a plain report, one that cannot be read, and a form that is wrong. */
function department(): void {
  for (const name of readdirSync(join(root, 'samples/示例部门'))) {
    if (name.endsWith('.disclosure'))
      cpSync(join(root, 'samples/示例部门', name), join(folder, '部门', name));
  }
  put('a.disclosure', tables);
  put('部门/b.disclosure', tables.replace('342.53', '342.35'));
  put('gbk.disclosure', new Uint8Array([0xb1, 0xea, 0xcc, 0xe2]));
  put('部门/.disclosure/forms/x.yaml', 'a: [');
}

describe('threads', () => {
  test('give what one gives, in every way of writing', async () => {
    department();
    // Written as it comes, with its layout, as lines, and at the end.
    for (const format of some(['pretty', 'jsonl', 'sarif'], 2)) {
      const one = await check('--format', format, '--jobs', '1', '--coverage');
      const several = await check('--format', format, '--jobs', '2', '--coverage');
      expect(several, format).toEqual(one);
      expect(one.code).toBe(2);
      expect(one.err).toContain('x.yaml');
    }
  });

  const setup: CheckSetup = {
    cwd: '/',
    roots: [],
    locale: 'zh',
    severities: {},
    format: {
      name: 'jsonl',
      cwd: '/',
      locale: 'zh',
      colour: false,
      width: 80,
      coverage: false,
      failOn: 'error',
      version: '0',
    },
    program: '',
  };
  const files = Array.from({ length: 300 }, (_, i) => ({ path: `${i}`, absolute: `/${i}` }));

  async function through(program: string): Promise<{ parts: unknown[]; failed: number }> {
    const parts: unknown[] = [];
    let failed = 0;
    for await (const { part, error } of checkInThreads(files, setup, put('thread.cjs', program), 3)) {
      parts.push(part);
      if (error !== undefined) failed++;
    }
    return { parts, failed };
  }

  /** A thread that answers with the file's own name. */
  const echo = (before: string) => `
    const { parentPort } = require('node:worker_threads');
    const tally = { files: 1, unreadable: 0, severities: {}, coverage: {} };
    parentPort.postMessage('ready');
    parentPort.on('message', async (message) => {
      if (message === 'end') {
        parentPort.postMessage({ troubles: [] });
        return parentPort.close();
      }
      const { index, file } = message;
      ${before}
      parentPort.postMessage({ index, checked: { part: file.path, tally } });
    });`;

  test('may be done in any order: results come in the order of the paths', async () => {
    const { parts } = await through(echo('await new Promise((done) => setTimeout(done, (index * 7) % 5));'));
    expect(parts).toEqual(files.map((f) => f.path));
  });

  test('that end take one file with them, which is told, and no other', async () => {
    const { parts, failed } = await through(
      echo("if (file.path === '5' || file.path === '250') throw new Error('out of memory');"),
    );
    expect(failed).toBe(2);
    const told = parts
      .filter((part) => String(part).includes('out of memory'))
      .map((p) => JSON.parse(String(p)));
    expect(told.map((t) => t.path)).toEqual(['5', '250']);
    expect(parts.filter((part) => !String(part).includes('out of memory'))).toEqual(
      files.map((f) => f.path).filter((p) => p !== '5' && p !== '250'),
    );
  });

  test('that cannot start are an error, not a run without end', async () => {
    await expect(through("throw new Error('no such module')")).rejects.toThrow('no such module');
  });
});

describe('lines', () => {
  test('are one file each, of the shape that the schema has', async () => {
    department();
    const { out } = await check('--format', 'jsonl');
    const json = JSON.parse((await check('--format', 'json')).out);
    const lines = out.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(
      json.files.map((file: object) => ({ version: 1, ...file })),
    );
    for (const line of lines) expect(conforms(JSON.parse(line), schema.$defs.line, schema)).toEqual([]);
  });

  test('come while the run goes on', async () => {
    department();
    const written: string[] = [];
    await run(['check', '--format', 'jsonl'], {
      stdout: { write: (text) => written.push(text) },
      stderr: { write: () => true },
      cwd: folder,
      env: {},
      root,
    });
    expect(written.length).toBe(pathsOf(written.join('')).length);
  });

  test('nothing is lost where the reader is slow', async () => {
    department();
    let out = '';
    let waiting: (() => void) | undefined;
    await run(['check', '--format', 'jsonl'], {
      stdout: {
        write: (text) => {
          // Nobody writes before there is room again.
          expect(waiting).toBeUndefined();
          out += text;
          setTimeout(() => {
            const go = waiting;
            waiting = undefined;
            go?.();
          }, 1);
          return false;
        },
        once: (_, listener) => {
          waiting = listener;
        },
      },
      stderr: { write: () => true },
      cwd: folder,
      env: {},
      root,
    });
    expect(out).toBe((await check('--format', 'jsonl')).out);
  });
});

describe('parts', () => {
  test('hold every file once, and keep it when others come', async () => {
    for (let i = 0; i < 12; i++) put(`甲/${i}.disclosure`, tables);
    const parts = async () =>
      Promise.all(
        [1, 2, 3].map(async (i) => pathsOf((await check('--format', 'jsonl', '--shard', `${i}/3`)).out)),
      );
    const before = await parts();
    const all = pathsOf((await check('--format', 'jsonl')).out);
    expect(before.flat().sort()).toEqual(all);
    expect(before.filter((part) => part.length > 0).length).toBeGreaterThan(1);
    put('甲/00.disclosure', tables);
    const after = await parts();
    expect(after.map((part) => part.filter((p) => p !== '甲/00.disclosure'))).toEqual(before);
  });

  test('links lead to reports of other parts', async () => {
    department();
    const whole = (await check('--format', 'jsonl', '部门')).out.trim().split('\n').sort();
    const parts: string[] = [];
    for (let i = 1; i <= 5; i++) {
      const { out } = await check('--format', 'jsonl', '--shard', `${i}/5`, '部门');
      parts.push(...out.split('\n').filter((line) => line !== ''));
    }
    expect(parts.sort()).toEqual(whole);
  });

  test('a part without files is no mistake; what is no part is one', async () => {
    put('a.disclosure', tables.replace('342.53', '342.35'));
    const codes = new Set<number>();
    for (let i = 1; i <= 9; i++) codes.add((await check('--shard', `${i}/9`)).code);
    expect([...codes]).toEqual([0]);
    expect(readShard('2/3')).toEqual({ index: 2, count: 3 });
    for (const wrong of ['0/3', '4/3', '1', '1/0', 'a/b', '-1/2', '1/2/3', '1.5/2', ''])
      expect([wrong, readShard(wrong)]).toEqual([wrong, undefined]);
    expect((await check('--shard', '4/3')).code).toBe(2);
    expect((await check('--jobs', '0')).code).toBe(2);
  });
});

describe('cache', () => {
  const entries = (): string[] => {
    const cache = join(folder, '.disclosure/cache');
    return readdirSync(cache, { recursive: true, encoding: 'utf8' })
      .filter((name) => /^[0-9a-f]{2}.[0-9a-f]{62}$/.test(name))
      .map((name) => join(cache, name))
      .sort();
  };
  const cached = (...args: string[]) => check('--format', 'json', '--cache', ...args);
  const plain = (...args: string[]) => check('--format', 'json', ...args);

  test('gives what a check gives, on one thread or several', async () => {
    department();
    const expected = await plain();
    expect(await cached()).toEqual(expected);
    const kept = entries();
    expect(kept.length).toBeGreaterThan(4);
    expect(await cached()).toEqual(expected);
    expect(entries()).toEqual(kept);
    expect(await cached('--jobs', '2')).toEqual(expected);
    expect(await cached('--jobs', '2')).toEqual(expected);
    // It is not for version control, and reports are not looked for in it.
    expect(readFileSync(join(folder, '.disclosure/cache/.gitignore'), 'utf8')).toBe('*\n');
  });

  test('is really used: what stands there is not checked again', async () => {
    put('a.disclosure', tables.replace('342.53', '342.35'));
    await cached();
    const key = entries();
    expect(key.length).toBe(1);
    const { ResultCache } = await import('../../../server/src/cli/cache.ts');
    const cache = new ResultCache(join(folder, '.disclosure/cache'));
    const name = key[0]?.slice(-65).replace(/[\\/]/, '') as string;
    const kept = await cache.get(name);
    await cache.set(name, {
      lookUps: [],
      outcome: {
        ...(kept as NonNullable<typeof kept>).outcome,
        coverage: { passed: 987654, rounding: 0, broken: 0, notApplicable: 0, notChecked: [] },
      },
    });
    expect((await cached()).out).toContain('987654');
  });

  test('knows options, language and forms', async () => {
    put('a.disclosure', tables);
    await cached();
    expect((await cached('--rule', 'row-sum=hint')).out).toBe((await plain('--rule', 'row-sum=hint')).out);
    expect((await cached('--lang', 'en')).out).toBe((await plain('--lang', 'en')).out);
    const before = entries().length;
    put('.disclosure/forms/own.yaml', 'id: 自己的表\ntitle: 自己的表\n');
    const withForm = await plain();
    expect(await cached()).toEqual(withForm);
    expect(entries().length).toBe(before + 1);
    put('.disclosure/forms/own.yaml', 'id: 自己的表\ntitle: 自己的另一张表\n');
    await cached();
    expect(entries().length).toBe(before + 2);
  });

  test('knows what links lead to, also by way of other reports', async () => {
    department();
    const unit = join(folder, '部门/示例市林业局本级2023决算.disclosure');
    const last = join(folder, '部门/示例市林业局2022决算.disclosure');
    await cached();
    const text = readFileSync(unit, 'utf8');
    // Another amount in a unit's report.
    writeFileSync(unit, text.replace(/(\d)\.(\d\d) \|/, '$1.9$2 |').replace(/\| (\d)/, '| 9$1'));
    expect(await cached()).toEqual(await plain());
    // Gone, and back again.
    const kept = readFileSync(last, 'utf8');
    rmSync(last);
    const without = await plain();
    expect(await cached()).toEqual(without);
    writeFileSync(last, kept);
    expect((await cached()).out).not.toBe(without.out);
    expect(await cached()).toEqual(await plain());
    // A way back: last year's report names this year's.
    writeFileSync(last, kept.replace(/^年度/m, '上年：示例市林业局2023决算.disclosure\n年度'));
    expect(await cached()).toEqual(await plain());
  });

  test('what is damaged is checked again', async () => {
    department();
    const expected = await cached();
    entries().forEach((path, i) => {
      const content = readFileSync(path, 'utf8');
      const at = Math.floor(content.length / 2);
      const damaged = [
        '',
        content.slice(0, at),
        `${content.slice(0, at)}7${content.slice(at + 1)}x`,
        'null',
        `${'0'.repeat(64)}\n{"outcome":{}}`,
      ];
      writeFileSync(path, damaged[i % damaged.length] as string);
    });
    expect(await cached()).toEqual(expected);
    expect(await cached()).toEqual(expected);
  });

  test('may lie elsewhere; a place where no folder can be is told', async () => {
    put('a.disclosure', tables);
    expect((await check('--cache-location', '暂存/结果')).code).toBe(1);
    expect(existsSync(join(folder, '暂存/结果/.gitignore'))).toBe(true);
    expect(existsSync(join(folder, '.disclosure'))).toBe(false);
    const { code, err } = await check('--cache-location', 'a.disclosure');
    expect(code).toBe(2);
    expect(err).toContain('a.disclosure');
  });

  test('forgets what was not used for long, and nothing of others', async () => {
    put('a.disclosure', tables);
    await cached();
    const { utimesSync } = await import('node:fs');
    const old = new Date(Date.now() - 40 * 24 * 60 * 60 * 1000);
    const [entry = ''] = entries();
    const foreign = put('.disclosure/cache/ab/notes.txt', 'x');
    utimesSync(foreign, old, old);
    utimesSync(entry, old, old);
    put('a.disclosure', `${tables}\n`);
    await cached();
    expect(existsSync(entry)).toBe(false);
    expect(existsSync(foreign)).toBe(true);
    expect(entries().length).toBe(1);
  });
});

describe('progress', () => {
  const say = sayIn('zh');

  test('is drawn on a terminal alone, within its width, and taken away', async () => {
    const screen = (isTTY: boolean, columns: number) => {
      let text = '';
      const stream = { write: (more: string) => (text += more), isTTY, columns };
      return { progress: new Progress({ stderr: stream }, say, 40, 'check'), text: () => text };
    };
    const terminal = screen(true, 80);
    const narrow = screen(true, 14);
    const pipe = screen(false, 80);
    for (const { progress } of [terminal, narrow, pipe]) progress.show(1);
    // What is done at once shows nothing.
    expect(terminal.text()).toBe('');
    await new Promise((resolve) => setTimeout(resolve, 600));
    for (const { progress } of [terminal, narrow, pipe]) progress.show(20);
    expect(terminal.text()).toContain('[############............] 检查 20/40');
    expect(narrow.text()).toBe('\r\u001b[K检查 20/40');
    terminal.progress.clear();
    terminal.progress.clear();
    expect(terminal.text().endsWith('\r\u001b[K')).toBe(true);
    expect(terminal.text().split('\u001b[K').length).toBe(3);
    expect(pipe.text()).toBe('');
  });
});

describe('the built program', () => {
  const start = (...args: string[]) =>
    spawn(process.execPath, [join(root, 'dist/cli.js'), 'check', ...args], { cwd: folder });

  test('ends quietly where nobody reads on', async () => {
    for (let i = 0; i < 40; i++) put(`${i}.disclosure`, example);
    const program = start('--format', 'json', '--jobs', '2');
    let err = '';
    program.stderr.on('data', (text) => {
      err += text;
    });
    program.stdout.once('data', () => program.stdout.destroy());
    const code = await new Promise((resolve) => program.on('close', resolve));
    expect(err).toBe('');
    expect(code).toBe(0);
  });

  test.skipIf(process.platform === 'win32')('ends at Ctrl+C, with whole lines and nothing else', async () => {
    for (let i = 0; i < 400; i++) put(`${i}.disclosure`, tables);
    const program = start('--format', 'jsonl', '--jobs', '2');
    let out = '';
    let err = '';
    program.stderr.on('data', (text) => {
      err += text;
    });
    program.stdout.on('data', (text) => {
      if (out === '') program.kill('SIGINT');
      out += text;
    });
    const signal = await new Promise((resolve) => program.on('close', (_, by) => resolve(by)));
    expect(signal).toBe('SIGINT');
    expect(err).toBe('');
    expect(out.endsWith('\n')).toBe(true);
    expect(pathsOf(out).length).toBeLessThan(400);
  });
});
