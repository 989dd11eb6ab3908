/** A review whose process is killed in the middle, gone on with: what was done is taken over, what comes out is the same. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { disclosureIn } from '../../support/cli.ts';
import { final, ofItems } from './folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'killed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const REPORTS = 40;
const PART = join(folder, '.审核.part');

/** What lies in the folder of a run that was broken off, with the time each was written. */
function kept(): Map<string, number> {
  let names: string[];
  try {
    names = readdirSync(PART, { recursive: true, encoding: 'utf8' });
  } catch {
    return new Map();
  }
  const files = names.filter((name) => /^[0-9a-f]{2}.[0-9a-f]{62}$/.test(name));
  return new Map(
    files.flatMap((name) => {
      const info = statSync(join(PART, name), { throwIfNoEntry: false });
      return info ? [[name, info.mtimeMs] as const] : [];
    }),
  );
}

test('a run that was killed is gone on with', async () => {
  mkdirSync(join(folder, '报送'));
  for (let i = 0; i < REPORTS; i++) {
    const unit = `青河县第${i + 1}中心`;
    const text =
      i % 2 === 0
        ? ofItems(unit, 3 + i)
        : final(unit, 2023).replace('| 213 | 农林水支出 | 30.00', '| 213 | 农林水支出 | 31.00');
    writeFileSync(join(folder, '报送', `${i}.disclosure`), text);
  }
  const args = ['review', '报送', '--jobs', '1', '--fail-on', 'never'];
  const child = spawn(process.execPath, [resolve('dist/cli.js'), ...args, '-o', '审核'], {
    cwd: folder,
    stdio: 'ignore',
  });
  const ended = new Promise<NodeJS.Signals | null>((done) => child.on('exit', (_, signal) => done(signal)));
  // All were read and some were checked, no more: that many results there are before the last.
  while (kept().size < REPORTS + REPORTS / 2 && child.exitCode === null)
    await new Promise((next) => setImmediate(next));
  child.kill('SIGKILL');
  expect(await ended).toBe('SIGKILL');
  expect(readdirSync(folder)).not.toContain('审核');
  const before = kept();
  expect(before.size).toBeLessThan(REPORTS * 2);

  // A file that was half written is as good as none.
  const [cut = ''] = before.keys();
  writeFileSync(join(PART, cut), readFileSync(join(PART, cut)).subarray(0, 200));
  const times = kept();
  const seen = new Map<string, number>();
  const watch = setInterval(() => {
    for (const [name, time] of kept()) seen.set(name, time);
  }, 5);
  const run = (...more: string[]) => disclosureIn(folder, [...args, ...more]);
  const again = await run('-o', '审核', '--resume');
  clearInterval(watch);
  expect([again.code, again.err]).toEqual([0, '']);
  // What was whole was not written anew; the folder was looked at while the run went on.
  expect([...seen.keys()].filter((name) => times.has(name)).length).toBeGreaterThan(REPORTS / 2);
  for (const [name, time] of times)
    if (name !== cut && seen.has(name)) expect(seen.get(name), name).toBe(time);
  expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);

  const fresh = await run('-o', '另一次');
  const reportsOf = (out: string) => out.split('\n').filter((line) => line.includes('中心'));
  expect(reportsOf(again.out)).toEqual(reportsOf(fresh.out));
  expect(reportsOf(again.out)).toHaveLength(REPORTS);
  const linesOf = (at: string) => readFileSync(join(folder, at, '审核意见.jsonl'), 'utf8');
  expect(linesOf('审核')).toBe(linesOf('另一次'));
  expect(linesOf('审核').trimEnd().split('\n')).toHaveLength(REPORTS);
}, 120_000);
