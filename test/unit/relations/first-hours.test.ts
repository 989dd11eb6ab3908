/** Reports that somebody is still filling in: what is not there yet makes nothing else wrong. */
import { describe, expect, test } from 'vitest';
import { mend } from '../../../server/src/features/mend.ts';
import { analyse, report } from '../../support/read.ts';

const ASIDE = new Set(['tab-row', 'missing-table', 'missing-section', 'missing-unit', 'empty-table-note']);
const told = (text: string): string[] =>
  analyse(text)
    .findings.filter((f) => !ASIDE.has(f.rule))
    .map((f) => `${f.rule}: ${f.message}`);

test('a change of all that is spent is not one of the last item listed, whose name ends as it does', () => {
  const text = report(
    '预算',
    '## 支出总表',
    '',
    '| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |',
    '| --- | --- | ---: | ---: | ---: |',
    '| 合计 |  |  |  |  |',
    '| 213 | 农林水支出 |  |  |  |',
    '| 221 | 住房保障支出 |  |  |  |',
    '',
    '# 情况说明',
    '',
    '## 支出预算情况',
    '',
    '全年安排600.00万元，其中，农林水支出580.00万元，住房保障支出20.00万元。支出较上年增加45.00万元，增长8.11%，主要是水库维修。',
  );
  expect(told(text)).toEqual([]);
  expect(told(text.replace('全年安排600.00万元，其中，', ''))).toEqual([]);
  expect(told(text.replace('全年安排', '2022年年初预算数'))).toEqual([]);
  // An amount by its own name that grew by more than itself is told as before.
  const own = text.replace('支出较上年增加45.00万元，增长8.11%', '住房保障支出较上年增加45.00万元');
  expect(told(own).join()).toMatch(/change-direction/);
});

test('details of one code show as such by their amounts, which are to come', () => {
  const text = report(
    '预算',
    '## 部门支出总表',
    '',
    '| 科目编码 | 科目名称 | 项目名称 | 合计 | 基本支出 | 项目支出 |',
    '| --- | --- | --- | ---: | ---: | ---: |',
    '| 合计 |  |  |  |  |  |',
    '| 2130399 | 其他水利支出 | 河道清淤 |  |  |  |',
    '| 2130399 | 其他水利支出 | 水质监测 |  |  |  |',
  );
  expect(told(text)).toEqual([]);
});

describe('how much was carried over is not known yet', () => {
  const text = (carried: string, own: string) =>
    report(
      '预算',
      '## 财政拨款收支总表',
      '',
      '| 收入/项目 | 收入/预算数 | 支出/项目 | 支出/合计 | 支出/一般公共预算 | 支出/政府性基金预算 |',
      '| --- | ---: | --- | ---: | ---: | ---: |',
      `| 一、本年收入 | ${own} | 一、本年支出 |  |  |  |`,
      `| （一）一般公共预算拨款 | ${own} | （一）教育支出 |  |  |  |`,
      '| （二）政府性基金预算拨款 |  | （二）住房保障支出 |  |  |  |',
      `| 二、上年结转 | ${carried} | 二、结转下年 |  |  |  |`,
      '| 收入总计 |  | 支出总计 |  |  |  |',
      '',
      '## 一般公共预算支出表',
      '',
      '| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |',
      '| --- | --- | ---: | ---: | ---: |',
      '| 合计 |  | 107.00 | 107.00 |  |',
      '| 205 | 教育支出 | 87.00 | 87.00 |  |',
      '| 221 | 住房保障支出 | 20.00 | 20.00 |  |',
      '',
      '# 情况说明',
      '',
      '## 一般公共预算当年拨款情况说明',
      '',
      '一般公共预算当年拨款100.00万元，其中：教育支出（类）80.00万元，占80.00%；住房保障支出（类）20.00万元，占20.00%。',
    );
  test('what the sentences leave out is no mistake, and is left alone', () => {
    const open = text('', '');
    expect(told(open)).toEqual([]);
    expect(mend(open, {}, true).text).toContain('教育支出（类）80.00万元');
    // The report says itself that nothing more comes.
    expect(told(open.replace('标题：', '状态：已公开\n标题：')).join()).toMatch(/prose-figure/);
  });
});
