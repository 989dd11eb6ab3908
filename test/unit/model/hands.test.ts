/** Amounts as hands write them into cells and sentences: parted by the comma of sentences, with their unit, dashes for codes. */
import { describe, expect, test } from 'vitest';
import { analyse, findings, report, rows, tables } from '../../support/read.ts';

const table = (amounts: readonly string[], unit = '') => [
  '部门收支总表',
  ['收入', '', '支出', ''].join('\t'),
  ['项目', '预算数', '项目', '预算数'].join('\t'),
  ['一、财政拨款收入', `${amounts[0]}${unit}`, '一、教育支出', `${amounts[1]}${unit}`].join('\t'),
  ['二、事业收入', `${amounts[2]}${unit}`, '二、卫生健康支出', `${amounts[3]}${unit}`].join('\t'),
  ['收入总计', `${amounts[4]}${unit}`, '支出总计', `${amounts[4]}${unit}`].join('\t'),
];
const AMOUNTS = ['2,300.00', '1,450.00', '150.00', '1,000.00', '2,450.00'];
const wide = AMOUNTS.map((a) => a.replace(',', '，'));
const serious = (text: string) =>
  analyse(text).findings.filter(
    (f) => (f.severity === 'error' || f.severity === 'warning') && f.rule !== 'missing-section',
  );

describe('amounts in cells', () => {
  test('parted by the comma of sentences are told, mended, and taken for nothing else', () => {
    const told = serious(report('预算', ...table(wide)));
    expect(new Set(told.map((f) => f.rule))).toEqual(new Set(['bad-number']));
    expect(told[0]?.expected).toBe('2,300.00');
  });

  test('with the unit of their column are read', () => {
    const text = report('预算', ...table(AMOUNTS, '万元'));
    expect(serious(text)).toEqual([]);
    expect(serious(text.replace('150.00万元', '160.00万元'))).not.toEqual([]);
  });

  test('with another unit are told and not read', () => {
    const text = report('预算', ...table(AMOUNTS, '元'));
    expect(new Set(serious(text).map((f) => f.rule))).toEqual(new Set(['bad-number']));
  });

  test('a dash in the place of a part of a code is none', () => {
    const text = report(
      '预算',
      '## 一般公共预算基本支出表',
      '',
      '| 科目编码/类 | 科目编码/款 | 科目名称 | 合计 | 人员经费 | 公用经费 |',
      '| --- | --- | --- | ---: | ---: | ---: |',
      '| 301 | — | 工资福利支出 | 9.00 | 9.00 | — |',
      '| 301 | 01 | 基本工资 | 9.00 | 9.00 | — |',
    );
    expect(findings(analyse(text), /unknown-code|rollup/)).toEqual([]);
    expect(rows(tables(text)[0] as never)[0]).toMatch(/^code 301 /);
  });
});

test('an amount of a sentence that the comma of sentences parts is left alone, and counts for nothing else', () => {
  const text = report(
    '预算',
    ...table(AMOUNTS),
    '',
    '# 情况说明',
    '收入预算2，450.00万元，其中：财政拨款收入2，300.00万元，占93.88%；事业收入150.00万元，占6.12%。',
  );
  expect(serious(text)).toEqual([]);
});
