import { describe, expect, test } from 'vitest';
import { cases } from '../../support/everything.ts';
import { expectGrowth } from '../../support/growth.ts';
import { analyse, report } from '../../support/read.ts';

const HEAD = [
  '## 支出决算表',
  '',
  '| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |',
  '| --- | --- | ---: | ---: | ---: |',
  '| 合计 |  | 5.00 | 3.00 | 3.00 |',
];

/** How many findings a text has. */
const found = (body: readonly string[]) => analyse(report('决算', ...HEAD, ...body)).findings.length;

const many = (n: number, row: (i: number) => string) => Array.from({ length: n }, (_, i) => row(i));
const code = (i: number) =>
  `${201 + (i % 60)}${String(Math.floor(i / 60)).padStart(2, '0')}${String(i % 97).padStart(2, '0')}`;

// A table pasted with its columns shifted by one: nothing in it adds up, and nobody waits for long.
describe('reports in which everything is wrong', () => {
  test.each([
    [
      'rows that do not add up',
      (n) => many(n, (i) => `| ${code(i)} | 甲 | ${(i % 7) + 0.37} | ${(i % 5) + 0.11} | ${(i % 3) + 0.2} |`),
    ],
    ['one code over and over', (n) => many(n, (i) => `| 205 | 教育支出 | ${i}.00 | 1.00 | 1.00 |`)],
    [
      'units',
      (n) =>
        many(n, (i) =>
          i % 2 ? '| 205 | 教育支出 | 2.00 | 1.00 | 1.50 |' : `|  | 单位${i} | 3.00 | 1.00 | 1.00 |`,
        ),
    ],
    [
      'a waiver for each row',
      (n) => many(2 * n, (i) => (i % 2 ? '| 205 | 教育支出 | 2.00 | 1.00 | 1.50 |' : '// 忽略 total：甲')),
    ],
    ['formulas', (n) => ['', ...many(n, () => '勾稽：合计.本年支出合计 = 合计.基本支出')]],
  ] as [string, (n: number) => string[]][])('%s', { timeout: 300_000 }, (_, body) => {
    const [small, large] = [body(cases(75, 30)), body(cases(300, 120))];
    expect(found(small)).toBeGreaterThan(0);
    // Four times the rows: 16 times as long where each meets each, and never like a search through all combinations.
    expectGrowth(
      () => found(small),
      () => found(large),
      40,
    );
  });
});

// Nothing in them meets everything else: four times as long takes four times as long, and a little.
describe('long reports', () => {
  const heading = ['', '## 支出决算情况说明', ''];
  const rate = (i: number) => `${1 + (i % 9)}.${String(i % 97).padStart(2, '0')}%`;
  test.each([
    [
      'items of one sentence',
      (n) => [
        ...heading,
        `2022年度支出${n}.00万元，比上年增加${n}.00万元，其中：${many(n, (i) => `${i}号项目支出${i}.00万元，比上年减少1.00万元，下降${rate(i)}`).join('；')}。`,
      ],
    ],
    [
      'paragraphs of one section',
      (n) => [
        ...heading,
        ...many(
          n,
          (i) =>
            `${i}.教育支出（类）普通教育（款）高中教育（项）支出${i}.00万元，完成预算的${rate(i)}，占支出的2.0%。\n`,
        ),
      ],
    ],
    [
      'rows that are still blank',
      (n) => many(n, (i) => `| ${code(i)} | 甲 | ${i < n / 2 ? '2.00 | 1.00 | 1.00' : '| |'} |`),
    ],
  ] as [string, (n: number) => string[]][])('%s', { timeout: 300_000 }, (_, body) => {
    const [small, large] = [body(cases(250, 100)), body(cases(1000, 400))];
    expectGrowth(
      () => found(small),
      () => found(large),
      9,
    );
  });
});
