/** A folder of files as they came: which of them are one report, which know one another, what cannot be read. */
import { expect, test } from 'vitest';
import { readReports, reviewAll } from '../../../server/src/review/index.ts';
import { bytes, final, sheet } from './folder.ts';

const files = (entries: Record<string, string | Uint8Array>) =>
  Object.entries(entries).map(([name, content]) => ({
    name,
    bytes: typeof content === 'string' ? bytes(content) : content,
  }));

test('a file is a report; what cannot be read is told and keeps nothing else from being read', async () => {
  const told: string[] = [];
  const { reports, unread } = await readReports(
    files({
      '甲/水利局2023.txt': final('示例县水利局', 2023),
      '乙/水利局2022.disclosure': final('示例县水利局', 2022),
      '坏.xlsx': 'PK 这不是表',
      '空.pdf': '%PDF-1.4 nothing',
      '林业局.md': final('示例县林业局', 2023),
    }),
    { told: (name) => told.push(name) },
  );
  expect(reports.map((r) => [r.name, r.unit, r.year, r.kind, r.joined.last])).toEqual([
    ['水利局2023', '示例县水利局', 2023, '决算', ['水利局2022']],
    ['水利局2022', '示例县水利局', 2022, '决算', []],
    ['林业局', '示例县林业局', 2023, '决算', []],
  ]);
  expect(unread.map((u) => u.name)).toEqual(['坏.xlsx', '空.pdf']);
  for (const { reason } of unread) expect(reason).toMatch(/[，；。]|损坏/);
  expect(told).toHaveLength(5);
});

test('tables and text of one unit and year are one report; a report in two formats is two, and told', async () => {
  const words = `标题：2023年度示例县水利局决算\n单位：示例县水利局\n年度：2023\n类型：决算\n\n# 情况说明\n\n${'本年度收入总计与上年相比没有变化，主要原因是人员没有变动。'.repeat(4)}\n`;
  const parts = await readReports(
    files({ '说明.disclosure': words, '示例县水利局2023年决算表.csv': sheet() }),
  );
  expect(parts.reports.map((r) => r.files)).toEqual([['说明.disclosure', '示例县水利局2023年决算表.csv']]);

  const twice = await readReports(
    files({ 'a.disclosure': final('示例县水利局', 2023), 'b.disclosure': final('示例县水利局', 2023) }),
  );
  expect(twice.reports.map((r) => [r.name, r.doubles])).toEqual([
    ['a', ['b']],
    ['b', ['a']],
  ]);
});

test('findings have keys of their own, grades, and the file that they stand in', async () => {
  const read = await readReports(
    files({
      '水利局.disclosure': final('示例县水利局', 2023).replace(
        '| 213 | 农林水支出 | 30.00',
        '| 213 | 农林水支出 | 31.00',
      ),
    }),
  );
  const { reports } = await reviewAll(read);
  const [report] = reports;
  const found = report?.findings.filter((f) => f.severity === 'error') ?? [];
  expect(found.map((f) => [f.key, f.grade, f.printed, f.expected, f.origin.file])).toEqual([
    ['示例县水利局|2023|决算|row-sum|决算03|213|本年支出合计', 'must', '31.00', '30.00', '水利局.disclosure'],
  ]);
  expect(new Set(report?.findings.map((f) => f.key)).size).toBe(report?.findings.length);
  expect(report?.tables.map((t) => [t.form, t.state])).toEqual([['决算03', 'complete']]);
  expect(report?.checks.passed).toBeGreaterThan(0);
});

test('a report is taken as published, however little of it is there', async () => {
  const { reports } = await reviewAll(
    await readReports(files({ 'a.disclosure': final('示例县水利局', 2023) })),
  );
  const missing = reports[0]?.findings.filter((f) => f.rule === 'missing-section');
  expect(missing?.every((f) => f.severity === 'warning')).toBe(true);
});
