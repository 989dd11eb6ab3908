/** The way of docs/walkthrough.md: this year's tables and last year's text become this year's report. */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importTogether } from '../../../server/src/exchange/import/index.ts';
import { open } from '../../../server/src/service.ts';
import { disclosureIn } from '../../support/cli.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const sample = (year: number) => join(root, `samples/示例部门/示例市林业局${year}决算.disclosure`);
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), '走一遍 '));
  for (const year of [2022, 2023]) copyFileSync(sample(year), join(folder, `${year}.disclosure`));
  await disclosure('export', '2023.disclosure', '--to', 'xlsx', '-o', '今年的表.xlsx');
  await disclosure('export', '2022.disclosure', '--to', 'docx', '-o', '去年公开.docx');
  for (const year of [2022, 2023]) rmSync(join(folder, `${year}.disclosure`));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const disclosure = (...args: string[]) => disclosureIn(folder, args);

const file = (name: string) => readFileSync(join(folder, name), 'utf8');
/** Amounts and rates of the sentences that speak of last year. */
const changes = (text: string) =>
  text
    .split('\n')
    .filter((line) => /与 2022 年度相比/.test(line))
    .map((line) => (line.match(/(?:增加|减少|增长|下降) [\d.,]+ ?(?:%|万元)/g) ?? []).join());

test('import with --year, fix --all: every figure that a table knows is this year’s, the others are marked', async () => {
  const made = await disclosure(
    'import',
    '今年的表.xlsx',
    '去年公开.docx',
    '-o',
    '2023.disclosure',
    '--year',
    '2023',
  );
  expect(made.err).toBe('');
  expect(made.out).toContain('2022 年度的报告：去年公开.disclosure');
  const drafted = file('2023.disclosure');
  expect(drafted).toMatch(/^标题：2023 年度/);
  expect(drafted).toContain('上年：去年公开.disclosure');
  // What no table holds is asked of a person: 批次, 车辆, 采购, 年初预算.
  for (const asked of ['12 批次、104 人次', '140.70 万元', '962.66 万元'])
    expect(drafted).toMatch(new RegExp(`// 待改：.*${asked}`));
  expect(made.out).toContain('12 批次、104 人次 没有表可以核对');

  // Last year had no 国有资本经营预算; that sentence is a person's.
  expect((await disclosure('fix', '--all', '2023.disclosure')).code).toBe(1);
  const checked = await disclosure('check', '2023.disclosure', '--format', 'json');
  const rules = [...checked.out.matchAll(/"rule": ?"([\w-]+)"/g)].map((m) => m[1]);
  // 持平 is no longer so: the words of two sentences are a person's; a rate on a budget that nothing bears out too.
  expect([...new Set(rules)].sort()).toEqual([
    'change-direction',
    'completion-rate',
    'undefined-term',
    'void-contradicted',
  ]);
  expect(changes(file('2023.disclosure'))).toEqual(changes(readFileSync(sample(2023), 'utf8')));
});

test('--year needs a name for the new report, and a year', async () => {
  expect((await disclosure('import', '去年公开.docx', '--year', '2023')).err).toContain('-o');
  expect((await disclosure('import', '去年公开.docx', '-o', 'x.disclosure', '--year', '23')).err).toContain(
    '四位数',
  );
  expect(existsSync(join(folder, 'x.disclosure'))).toBe(false);
});

test('last year’s report that is there already stays as it is', async () => {
  writeFileSync(join(folder, '去年公开.disclosure'), '单位：改过的\n');
  await disclosure('import', '去年公开.docx', '-o', '又一份.disclosure', '--year', '2023');
  expect(file('去年公开.disclosure')).toBe('单位：改过的\n');
  expect(open(file('又一份.disclosure')).report.front.year).toBe(2023);
});

test('which year is offered: that of the tables, else the next one, none for one file or one year', async () => {
  const text = (year: number) =>
    `标题：${year} 年度某局决算\n年度：${year}\n类型：决算\n\n${'情况说明，只有文字。'.repeat(5)}\n`;
  const csv = (title: string) => `${title}\n科目编码,科目名称,本年收入合计\n205,教育支出,1.00\n`;
  const next = async (...files: (readonly [string, string])[]) => {
    const bytes = files.map(([name, body]) => ({ name, bytes: new TextEncoder().encode(body) }));
    return (await importTogether(bytes)).frame.next;
  };
  expect(await next(['表.csv', csv('收入决算表')], ['去年.txt', text(2022)])).toBe(2023);
  expect(await next(['表.csv', csv('2024年度收入决算表')], ['去年.txt', text(2022)])).toBe(2024);
  expect(await next(['表.csv', csv('2022年度收入决算表')], ['去年.txt', text(2022)])).toBeUndefined();
  expect(await next(['去年.txt', text(2022)])).toBeUndefined();
});
