/** A whole column that is still to be filled in: told once, at its header; nothing else is doubted because of it. */
import { expect, test } from 'vitest';
import { open } from '../../../server/src/service.ts';

const ITEMS = [
  ['213', '农林水支出', 940_00, 310_00],
  ['21303', '水利', 940_00, 310_00],
  ['2130301', '行政运行', 700_00, 0],
  ['2130306', '水利工程运行与维护', 240_00, 310_00],
  ['221', '住房保障支出', 88_00, 12_00],
  ['22102', '住房改革支出', 88_00, 12_00],
  ['2210201', '住房公积金', 88_00, 12_00],
] as const;
const money = (cents: number) => (cents === 0 ? '' : (cents / 100).toFixed(2));

type Blank = 'whole' | 'basic' | 'project' | undefined;

function table(blank: Blank): string {
  const row = (code: string, name: string, basic: number, project: number) =>
    [
      code,
      name,
      blank === 'whole' ? '' : money(basic + project),
      blank === 'basic' ? '' : money(basic),
      blank === 'project' ? '' : money(project),
      '',
    ].join(' | ');
  return [
    '| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 |',
    '| --- | --- | ---: | ---: | ---: | ---: |',
    `| ${row('', '合计', 1028_00, 322_00)} |`,
    ...ITEMS.map(([code, name, basic, project]) => `| ${row(code, name, basic, project)} |`),
  ].join('\n');
}

const report = (blank: Blank, status = '') => `标题：甲县水务局2023年度部门决算
单位：甲县水务局
年度：2023
类型：决算
金额单位：万元
${status}
## 支出决算表

${table(blank)}

## 收入支出决算总表

| 收入/项目 | 收入/决算数 | 支出/项目 | 支出/决算数 |
| --- | ---: | --- | ---: |
| 一、一般公共预算财政拨款收入 | 1350.00 | 十二、农林水支出 | 1250.00 |
|  |  | 十九、住房保障支出 | 100.00 |
| 本年收入合计 | 1350.00 | 本年支出合计 | 1350.00 |
| 总计 | 1350.00 | 总计 | 1350.00 |

## 支出决算情况说明

2023年度支出合计1350.00万元，其中：基本支出1028.00万元，占76.15%；项目支出322.00万元，占23.85%。
`;
/** What is told of figures: a report of two tables lacks sections, whatever they hold. */
const graver = (text: string) =>
  open(text)
    .findings.filter((f) => f.severity === 'error' || f.severity === 'warning')
    .map((f) => f.rule)
    .filter((rule) => rule !== 'missing-section');
const told = (text: string) => open(text).findings.filter((f) => f.rule === 'empty-table-note');

test('the report as it is has nothing wrong', () => {
  expect(graver(report(undefined))).toEqual([]);
});

test.each([
  ['whole', '本年支出合计'],
  ['basic', '基本支出'],
  ['project', '项目支出'],
] as const)('a blank column (%s) is told at its header, and nothing else', (blank, name) => {
  const text = report(blank, '状态：编制中\n');
  expect(graver(text)).toEqual([]);
  const [finding, ...more] = told(text);
  expect(more).toEqual([]);
  expect(finding?.message).toContain(`“${name}”一栏没有填`);
  const { start, end } = finding?.range ?? { start: { line: 0, character: 0 }, end: { character: 0 } };
  expect(text.split('\n')[start.line]?.slice(start.character, end.character)).toBe(name);
});

test('in a published report it is a warning', () => {
  expect(told(report('project', '状态：已公开\n')).map((f) => f.severity)).toEqual(['warning']);
});

test('one amount that is missing is told as that', () => {
  const text = report(undefined, '状态：已公开\n').replace('| 240.00 | 310.00 |', '| 240.00 |  |');
  expect(told(text).filter((f) => f.message.includes('一栏'))).toEqual([]);
  expect(graver(text).length).toBeGreaterThan(0);
});

test('a blank total that its parts are only no more than is told once as well', () => {
  const text = `单位：甲县水务局
年度：2023
类型：决算
金额单位：万元
状态：编制中

## 项目支出决算表

| 项目名称 | 合计 | 一般公共预算财政拨款 | 政府性基金预算财政拨款 | 其他资金 |
| --- | ---: | ---: | ---: | ---: |
| 合计 |  | 92.00 | 30.00 | 4.00 |
| 堤防维护 |  | 52.00 | 30.00 |  |
| 水质监测 |  | 28.00 |  | 4.00 |
| 节水宣传 |  | 12.00 |  |  |
`;
  const told = [...open(text).findings].filter((f) => /row-sum|total|empty/.test(f.rule));
  expect(told.map((f) => `${f.rule} ${f.severity}`)).toEqual(['empty-table-note information']);
});

test('a sentence is not held against another table’s total while its own is blank', () => {
  const text = (own: string, basic = '70.00') => `单位：甲县水务局
年度：2024
类型：预算
金额单位：万元
状态：编制中

## 部门支出总表

| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| --- | --- | ---: | ---: | ---: |
| 合计 |  | 110.00 | ${own} | 40.00 |
| 213 | 农林水支出 | 110.00 | ${own} | 40.00 |
| 21303 | 水利 | 110.00 | ${own} | 40.00 |
| 2130301 | 行政运行 | 110.00 | ${own} | 40.00 |

## 一般公共预算支出表

| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| --- | --- | ---: | ---: | ---: |
| 合计 |  | 100.00 | 64.00 | 36.00 |
| 213 | 农林水支出 | 100.00 | 64.00 | 36.00 |
| 21303 | 水利 | 100.00 | 64.00 | 36.00 |
| 2130301 | 行政运行 | 100.00 | 64.00 | 36.00 |

## 部门支出总体情况说明

2024年部门支出预算110.00万元，其中：基本支出${basic}万元，项目支出40.00万元。
`;
  const told = (t: string) => [...open(t).findings].filter((f) => f.rule === 'prose-figure');
  expect(told(text('70.00'))).toEqual([]);
  expect(told(text(''))).toEqual([]);
  expect(told(text('70.00', '77.00'))).toHaveLength(1);
});
