import { describe, expect, test } from 'vitest';
import { analyse } from '../../../server/src/rules/analyse.ts';

const FRONT = ['单位：某某局', '年度：2022', '类型：决算', '金额单位：万元', ''];
const errors = (...lines: string[]) =>
  analyse([...FRONT, ...lines].join('\n'))
    .findings.filter(
      (f) => f.rule !== 'missing-section' && (f.severity === 'error' || f.severity === 'warning'),
    )
    .map((f) => `${f.range.start.line + 1} ${f.rule}`);

describe('what a paste leaves behind', () => {
  const HEAD = [
    '## 一般公共预算财政拨款基本支出决算明细表',
    '人员经费\t\t\t公用经费\t\t\t\t\t',
    '科目编码\t科目名称\t金额\t科目编码\t科目名称\t金额\t科目编码\t科目名称\t金额',
    '301\t工资福利支出\t10.00\t302\t商品和服务支出\t4.00\t310\t资本性支出\t1.00',
    '30101\t基本工资\t10.00\t30201\t办公费\t4.00\t31002\t办公设备购置\t1.00',
  ];

  test.each([
    ['under its column', '人员经费合计\t\t10.00\t公用经费合计\t\t\t\t\t5.00'],
    ['left of its column', '人员经费合计\t\t10.00\t公用经费合计\t\t\t5.00'],
  ])('the amount of a foot row stands %s', (_, foot) => {
    expect(errors(...HEAD, foot)).toEqual([]);
    expect(errors(...HEAD, foot.replace('5.00', '6.00'))).toEqual(['11 total']);
  });

  test('a nested form pasted whole is not guessed at', () => {
    expect(
      errors(
        '## 项目绩效自评表',
        '项目名称\t\t某项目\t\t\t主管部门\t某局\t',
        '项目预算执行情况\t\t年初预算数\t全年预算数（A）\t全年执行数（B）\t分值\t执行率（B/A）\t得分',
        '\t年度资金总额\t10\t10\t5\t10\t50%\t99',
      ),
    ).toEqual([]);
  });
});

test('a sentence on one unit is not held against the whole', () => {
  const table = [
    '## 支出决算表',
    '',
    '| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |',
    '| --- | --- | ---: | ---: | ---: |',
    '| 合计 |  | 30.00 | 20.00 | 10.00 |',
    '|  | 示例市东湖卫生院 | 10.00 | 10.00 |  |',
    '| 210 | 卫生健康支出 | 10.00 | 10.00 |  |',
    '|  | 示例市西湖卫生院 | 20.00 | 10.00 | 10.00 |',
    '| 210 | 卫生健康支出 | 20.00 | 10.00 | 10.00 |',
    '',
    '## 支出决算情况说明',
    '',
  ];
  expect(errors(...table, '示例市东湖卫生院本年支出 10.00 万元。')).toEqual([]);
  expect(errors(...table, '本年支出合计 31.00 万元。')).toEqual(['18 prose-figure']);
});
