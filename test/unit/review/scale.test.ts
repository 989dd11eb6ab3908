/** What docs/scale.md tells a province to do: shards of a folder, and its queries run by DuckDB over all of them. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { disclosureIn } from '../../support/cli.ts';
import { final } from './folder.ts';

const SHARDS = 3;
const UNITS = ['交通局', '粮食局', '档案馆', '医保局', '文旅局', '气象局'].map((name) => `河西县${name}`);
/** Wrong in both years, wrong in the later one, right. */
const repeats = UNITS.slice(0, 2);
const wrong = UNITS.slice(0, 4);
/** Published on the day by which it had to be, and a day later. */
const PUBLISHED = new Map([
  [UNITS[4], '2023-09-04'],
  [UNITS[5], '2023-09-05'],
]);

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'scale-'));
  for (const unit of UNITS) {
    mkdirSync(join(folder, '报送', unit), { recursive: true });
    for (const year of [2021, 2022]) {
      const slip = year === 2022 ? wrong.includes(unit) : repeats.includes(unit);
      const text = final(unit, year).replace(
        '| 213 | 农林水支出 | 30.00',
        `| 213 | 农林水支出 | ${slip ? '31.00' : '30.00'}`,
      );
      const day = year === 2022 ? PUBLISHED.get(unit) : undefined;
      const dates = day ? `\n批复日期：2023-08-15\n\n// 发布日期：${day}\n` : '';
      writeFileSync(join(folder, '报送', unit, `${year}.disclosure`), text + dates);
    }
  }
  writeFileSync(join(folder, '报送', '坏了.docx'), 'PK\u0003\u0004 half a file');
  for (let i = 0; i < SHARDS; i++) {
    const { code, err } = await disclosureIn(folder, [
      'review',
      '报送',
      '-o',
      `结果/${i}`,
      '--shard',
      `${i + 1}/${SHARDS}`,
      '--resume',
      '--fail-on',
      'never',
      '--jobs',
      '1',
    ]);
    // A shard may have nothing to do.
    expect([0, 2], err).toContain(code);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The queries of the page, by the name in their first line. */
function queries(): Map<string, string> {
  const blocks = readFileSync('docs/scale.md', 'utf8').matchAll(/```sql\n-- (\S+)\n([\s\S]*?)```/g);
  return new Map(
    [...blocks].map(([, name = '', sql = '']) => [name, sql.replaceAll('结果/', `${folder}/结果/`)]),
  );
}

test('the queries of docs/scale.md tell what there is to tell', async () => {
  const all = queries();
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const rows = async (name: string) => {
    const reader = await connection.runAndReadAll(all.get(name) ?? '');
    return reader.getRowObjectsJson();
  };
  await connection.run(all.get('findings') ?? '');
  const byRule = await rows('by-rule-and-unit');
  const sums = byRule.filter((r) => r.rule === 'row-sum').map((r) => r.unit);
  expect([...new Set(sums)].sort()).toEqual([...wrong].sort());
  const same = await rows('same-mistake');
  const slip = same.find((r) => String(r.mistake).startsWith('row-sum|'));
  expect(slip).toEqual({ mistake: 'row-sum|决算03|213|本年支出合计', units: String(wrong.length) });
  const repeated = (await rows('repeated')).filter((r) => r.rule === 'row-sum');
  expect(repeated.map((r) => [r.unit, r.year])).toEqual([...repeats].sort().map((u) => [u, 2022]));
  // Tables that end with 类 alone are not published down to 项.
  const undisclosed = await rows('undisclosed');
  expect(undisclosed).toHaveLength(UNITS.length * 2);
  expect(undisclosed.every((r) => r.items === false && r.sections === null)).toBe(true);
  expect(undisclosed.flatMap((r) => (r.days === null ? [] : [[r.unit, r.year, r.days]]))).toEqual([
    [UNITS[4], 2022, 20],
    [UNITS[5], 2022, 21],
  ]);
  expect((await rows('unread')).map((r) => r.path)).toEqual(['报送/坏了.docx']);
  connection.closeSync();
});

test('each report is in one shard alone', () => {
  const paths = Array.from({ length: SHARDS }, (_, i) => {
    try {
      return readFileSync(join(folder, `结果/${i}/审核意见.jsonl`), 'utf8')
        .trimEnd()
        .split('\n');
    } catch {
      return [];
    }
  }).flat();
  expect(paths).toHaveLength(UNITS.length * 2 + 1);
});
