/** Tables that list the lowest codes alone, and rows that detail another one of their code. */
import { describe, expect, test } from 'vitest';
import { analyse, findings, report } from '../../support/read.ts';

const told = (...body: readonly string[]) =>
  findings(analyse(report('预算', ...body)), /^(?:cross-table|total|rollup|duplicate-code|balance)$/);

const SUMMARY = [
  '## 收支总表',
  '',
  '| 收入/项目 | 收入/预算数 | 支出/项目 | 支出/预算数 |',
  '| --- | ---: | --- | ---: |',
  '| 一、一般公共预算拨款收入 | 100.00 | 一、教育支出 | 70.00 |',
  '| 二、政府性基金预算拨款收入 |  | 二、卫生健康支出 | 30.00 |',
  '| 收入总计 | 100.00 | 支出总计 | 100.00 |',
  '',
];

const ITEMS = ['2050201 学前教育 30.00', '2050202 小学教育 40.00', '2101101 行政单位医疗 30.00'];
const spending = (rows: readonly string[]) => [
  '## 支出总表',
  '',
  ['科目编码', '科目名称', '合计', '基本支出', '项目支出'].join('\t'),
  ['', '合计', '100.00', '100.00', ''].join('\t'),
  ...rows.map((row) => [...row.split(' '), row.split(' ').at(-1), ''].join('\t')),
  '',
];

describe('a table of items (项) alone', () => {
  test('has the classes of another table in their sums', () => {
    expect(told(...SUMMARY, ...spending(ITEMS))).toEqual([]);
  });

  test('whose items of a class add up to something else', () => {
    const other = ITEMS.map((r) => r.replace('学前教育 30', '学前教育 20').replace('医疗 30', '医疗 40'));
    expect(told(...SUMMARY, ...spending(other))).not.toEqual([]);
  });

  test('that leaves a class out', () => {
    const left = ['2050201 学前教育 30.00', '2050202 小学教育 70.00'];
    expect(told(...SUMMARY, ...spending(left)).join()).toMatch(/cross-table/);
  });
});

describe('rows that detail the row of their code', () => {
  const projects = (rows: readonly (readonly [string, string, string])[], total = '120.00') => [
    '## 各项目资金安排明细表',
    '',
    '| 科目编码 | 科目（项目）名称 | 资金 |',
    '| --- | --- | ---: |',
    `| 合计 |  | ${total} |`,
    ...rows.map((r) => `| ${r.join(' | ')} |`),
  ];
  const LED = [
    ['2130301', '一般行政管理事务', '90.00'],
    ['2130301', '防汛值班', '50.00'],
    ['2130301', '水政执法', '40.00'],
    ['2130306', '水利工程运行与维护', '30.00'],
    ['2130306', '水闸维修', '30.00'],
  ] as const;

  test('count once', () => {
    expect(told(...projects(LED))).toEqual([]);
  });

  test('are checked against it', () => {
    const slip = LED.map(([c, n, a]) => [c, n, n === '水闸维修' ? '31.00' : a] as const);
    expect(
      told(
        ...projects([...slip, ['2130399', '其他水利支出', '5.00'], ['2130399', '宣传', '5.00']], '125.00'),
      ).join(),
    ).toMatch(/rollup/);
  });

  test('projects side by side under one code all count', () => {
    const own = LED.filter(([, n]) => !/事务|与维护/.test(n));
    expect(told(...projects(own))).toEqual([]);
    expect(told(...projects(own, '121.00')).join()).toMatch(/total/);
  });
});
