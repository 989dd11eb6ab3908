/** What a report owes beside right figures: the clauses, what is published and how deep, and in time. */
import { expect, test } from 'vitest';
import { RULE_IDS } from '../../../server/src/base/rule-ids.ts';
import { cellsOf } from '../../../server/src/exchange/import/index.ts';
import {
  basisOf,
  gradeOf,
  readReports,
  reviewAll,
  sayIn,
  writeLetter,
} from '../../../server/src/review/index.ts';
import { type Disclosed, disclosedOf, type Finding, open } from '../../../server/src/service.ts';
import { bytes, final } from './folder.ts';

const HEAD = `单位：青河县文化馆
年度：2024
类型：决算
金额单位：元

`;
const disclosed = (text: string): Disclosed => disclosedOf(open(HEAD + text));

const spending = (...rows: string[]) => `## 一般公共预算财政拨款支出决算表

| 功能分类科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出 |
| --- | --- | ---: | ---: | ---: |
| 合计 |  | 500.00 | 500.00 | 0.00 |
${rows.map((row) => `| ${row} | 500.00 | 500.00 | 0.00 |`).join('\n')}
`;

test('spending is published down to items, or is not, or nothing tells', () => {
  expect(disclosed(spending('207 | 文化旅游体育与传媒支出', '20701 | 文化和旅游')).toItems).toBe(false);
  const deep = spending('207 | 文化旅游体育与传媒支出', '20701 | 文化和旅游', '2070109 | 群众文化');
  expect(disclosed(deep).toItems).toBe(true);
  expect(disclosed('## 一、公开说明\n\n本馆没有下属单位。\n').toItems).toBeUndefined();
  // A table that nobody filled in says nothing of how deep it goes.
  expect(disclosed(spending().replaceAll('500.00', '')).toItems).toBeUndefined();
  expect(disclosed(spending('207 | 文化旅游体育与传媒支出')).toSections).toBeUndefined();
});

test('basic spending is published down to sections, or is not', () => {
  const basic = (...rows: string[]) => `## 一般公共预算财政拨款基本支出决算表

| 经济分类科目编码 | 科目名称 | 决算数 |
| --- | --- | ---: |
| 301 | 工资福利支出 | 500.00 |
${rows.join('\n')}
`;
  expect(disclosed(basic()).toSections).toBe(false);
  expect(disclosed(basic('| 30101 | 基本工资 | 500.00 |')).toSections).toBe(true);
});

test('tables owed, those not there, and those left empty without a word', () => {
  const { owed, missing, unexplained } = disclosed(
    `${spending('207 | 文化旅游体育与传媒支出')}
## 国有资本经营预算财政拨款支出决算表

| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| --- | --- | ---: | ---: | ---: |
|  |  |  |  |  |
`,
  );
  expect(owed).toBeGreaterThan(missing.length);
  expect(missing).not.toContain('一般公共预算财政拨款支出决算表');
  expect(missing).not.toContain('国有资本经营预算财政拨款支出决算表');
  expect(unexplained).toEqual(['国有资本经营预算财政拨款支出决算表']);
  // A frame of words, as evaluations have it, is no empty table; nor is one of which a note says why.
  const words =
    '## 绩效自评表\n\n| 项目年度绩效目标 | 年度目标 | 实际完成情况 |\n| --- | --- | --- |\n|  | 馆舍开放 | 全年开放 |\n';
  const noted =
    '## 国有资本经营预算财政拨款支出决算表\n\n| 科目编码 | 科目名称 | 合计 |\n| --- | --- | ---: |\n|  |  |  |\n\n注：本单位没有国有资本经营预算收支，故本表无数据。\n';
  expect(disclosed(`${words}\n${noted}`).unexplained).toEqual([]);
});

test('days from approval to publication are counted where each is printed once', () => {
  const days = (...lines: string[]) => disclosed(`## 一、公开说明\n\n${lines.join('\n\n')}\n`).days;
  const approved = '区财政局于２０２５年８月３０日批复我馆２０２４年度单位决算。';
  expect(days(approved, '公开时间：2025.9.18')).toBe(19);
  expect(days(approved, '// 索引号  K-12  发布日期  2025/09/20 10:32  来源  本馆')).toBe(21);
  expect(days('批复日期：2025-12-30', '发布时间：2026-01-02')).toBe(3);
  // One alone, a month, two that differ, a day that there is none, one before the other.
  expect(days(approved)).toBeUndefined();
  expect(days('公开时间：2025年9月18日')).toBeUndefined();
  expect(days(approved, '公开时间：2025年9月')).toBeUndefined();
  expect(days(approved, '公开时间：2025-09-18', '// 发布时间：2025-11-01')).toBeUndefined();
  expect(days(approved, '公开时间：2025-09-31')).toBeUndefined();
  expect(days(approved, '公开时间：2025-08-18')).toBeUndefined();
  // What was approved is something else, of another year, or one of two dates.
  for (const other of [
    '区财政局于2025年8月30日批复追加我馆2024年度单位决算中的维修经费。',
    '区财政局于2024年8月30日批复我馆2023年度单位决算。',
    '2025年8月28日上报的2024年度单位决算，2025年8月30日获得批复。',
    '2025年8月30日，本馆公开2024年度单位决算。',
  ])
    expect(days(other, '公开时间：2025-10-18'), other).toBeUndefined();
});

test('the clause is that of the rule and the kind of report; without one there is none', () => {
  const { review } = open('').reference;
  const rules: ReadonlySet<string> = new Set(RULE_IDS);
  const named = [...review.basis.flatMap((b) => b.rules), ...review.silent, ...review.explain];
  expect(named.filter((rule) => !rules.has(rule))).toEqual([]);
  // Something secret, or left out, is no matter of wording.
  const graded = (rule: 'sensitive-data' | 'missing-detail' | 'double-punctuation') =>
    gradeOf({ rule, severity: 'warning' } as Finding, review);
  expect([graded('sensitive-data'), graded('missing-detail'), graded('double-punctuation')]).toEqual([
    'explain',
    'explain',
    'wording',
  ]);
  expect(basisOf('total', '决算', review)).toContain('第七十五条');
  expect(basisOf('total', '预算', review)).toContain('操作规程');
  expect(basisOf('code-name', '预算', review)).toContain('第三十二条');
  expect(basisOf('code-name', '决算', review)).toBeUndefined();
  expect(basisOf('late-publication', '预算', review)).toContain('第十四条');
  expect(basisOf('double-punctuation', '决算', review)).toBeUndefined();
});

test('a page that came late and does not go down to items: told in its letter with the clauses', async () => {
  const text = final('示例县科技局', 2023)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.includes('---'));
  const table = text.filter((l) => l.startsWith('|'));
  const html = `<html><body><p>发布日期：2024-10-08 浏览次数：31</p>
<h1>2023年度示例县科技局部门决算</h1>
<p>2024年8月16日，县财政局批复我局2023年度部门决算。</p><h2>支出决算表</h2><p>金额单位：万元</p>
<table>${table
    .map(
      (l) =>
        `<tr>${l
          .split('|')
          .slice(1, -1)
          .map((c) => `<td>${c.trim()}</td>`)
          .join('')}</tr>`,
    )
    .join('')}</table>
</body></html>`;
  const { reports } = await reviewAll(await readReports([{ name: '科技局.html', bytes: bytes(html) }]));
  const [report] = reports;
  expect(report?.disclosed).toMatchObject({ days: 53, toItems: false, toSections: undefined });
  const late = report?.findings.filter((f) => f.rule === 'late-publication') ?? [];
  expect(late.map((f) => [f.grade, f.basis])).toEqual([['explain', expect.stringContaining('第十四条')]]);
  const letter = await writeLetter(reports, sayIn('zh'));
  const words = (await cellsOf('a.docx', letter ?? new Uint8Array()))
    .map((p) => p.parts.map((part) => part.text).join(''))
    .join('\n');
  expect(words).toContain('批复（2024-08-16）后 53 天才公开');
  expect(words).toMatch(/项级科目.*实施条例》第六条/);
  expect(words).not.toContain('款级科目');
});
