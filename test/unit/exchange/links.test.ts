/** Reports that belong together name one another: imported together, moved on to the next year, made after another. */
import { expect, test } from 'vitest';
import { applyEdits } from '../../../server/src/base/edits.ts';
import { importMany } from '../../../server/src/exchange/import/index.ts';
import { documentLinks, nextYear, open, reportLike } from '../../../server/src/service.ts';

const report = (year: number, kind: string, form: string, column: string, head = '') =>
  `标题：${year}年度示例县水利局${kind}
单位：示例县水利局
年度：${year}
类型：${kind}
金额单位：万元
${head}
## ${form}

| 科目编码 | 科目名称 | ${column} | 基本支出 | 项目支出 |
| --- | --- | ---: | ---: | ---: |
| 合计 |  | 30.00 | 20.00 | 10.00 |
| 213 | 农林水支出 | 30.00 | 20.00 | 10.00 |
`;
const final = (year: number, head?: string) => report(year, '决算', '支出决算表', '本年支出合计', head);
const budget = (year: number) => report(year, '预算', '支出预算总表', '合计');

const bytes = (text: string) => new TextEncoder().encode(text);
const links = (text: string) => documentLinks(open(text)).map(({ key, path }) => `${key} ${path}`);

test('a folder of 预算 and 决算 of one unit: each names what it is checked against', async () => {
  const { reports } = await importMany([
    { name: '2023决算.md', bytes: bytes(final(2023)) },
    { name: '2023预算.md', bytes: bytes(budget(2023)) },
    { name: '2022决算.md', bytes: bytes(final(2022)) },
    { name: '2022预算.md', bytes: bytes(budget(2022)) },
  ]);
  expect(Object.fromEntries(reports.map((r) => [r.name, links(r.made.text)]))).toEqual({
    '2023决算': ['上年 2022决算.disclosure', '上年 2022预算.disclosure', '预算 2023预算.disclosure'],
    '2023预算': ['上年 2022预算.disclosure', '上年 2022决算.disclosure'],
    '2022决算': ['预算 2022预算.disclosure'],
    '2022预算': [],
  });
  for (const { made } of reports)
    for (const { line } of made.tables) expect(made.text.split('\n')[line - 1]).toMatch(/^[|#]/);
});

test('the next year’s 决算 names this one, its budget, and the budget of its own year', () => {
  const analysis = open(final(2023, '预算：2023预算.disclosure\n'));
  const made = nextYear(analysis, 2024, '2023决算.disclosure');
  const want = ['上年 2023决算.disclosure', '上年 2023预算.disclosure', '预算 2024预算.disclosure'];
  expect(links(applyEdits(analysis.text, made?.edits ?? [])).sort()).toEqual(want);
  expect(links(reportLike(analysis, 2024, '2023决算.disclosure').text).sort()).toEqual(want);
  // A budget whose name tells no year is this year's.
  const plain = open(final(2023, '预算：预算.disclosure\n'));
  expect(links(reportLike(plain, 2024, '2023决算.disclosure').text)).toEqual([
    '上年 2023决算.disclosure',
    '上年 预算.disclosure',
  ]);
});
