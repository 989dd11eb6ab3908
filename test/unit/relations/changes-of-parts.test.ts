import { expect, test } from 'vitest';
import { analyse, findings, report } from '../../support/read.ts';

const text = (park: string, change: string) =>
  report(
    '决算',
    '## 支出决算表',
    '| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |',
    '| --- | --- | ---: | ---: | ---: |',
    '| 合计 |  | 480.00 | 300.00 | 180.00 |',
    '| 207 | 文化旅游体育与传媒支出 | 480.00 | 300.00 | 180.00 |',
    '',
    '# 二、支出决算情况说明',
    `本年支出合计480.00万元，比上年增加30.00万元。其中：基本支出300.00万元，比上年增加10.00万元；项目支出${park}万元，比上年${change}万元。`,
  );
const rules = (t: string) => findings(analyse(t), /list-sum|prose-figure/);

test('changes of all parts that do not make that of the whole are told', () => {
  expect(rules(text('180.00', '增加20.00'))).toEqual([]);
  expect(rules(text('180.00', '增加15.00'))).toEqual([expect.stringContaining('list-sum')]);
});

test('a change that was worked out from an amount that is told wrong is told with it', () => {
  const found = rules(text('150.00', '减少10.00'));
  expect(found).toHaveLength(1);
  expect(found[0]).toContain('prose-figure');
});

test('changes alone: of parts whose cells make the whole in one line of a table', () => {
  const alone = (whole: string) =>
    text('180.00', '增加20.00').replace(
      /本年支出合计480.*/,
      `本年支出比上年增加${whole}万元，其中基本支出增加10.00万元，项目支出增加20.00万元。`,
    );
  expect(rules(alone('30.00'))).toEqual([]);
  expect(rules(alone('32.00'))).toEqual([expect.stringContaining('list-sum')]);
});

test('amounts that fill up another by chance are no parts of it', () => {
  const chance = report(
    '预算',
    '# 二、支出预算情况说明',
    '运转经费300.00万元，比上年减少10.00万元；修缮经费120.00万元，与上年持平。其中：',
    '（一）宣传活动180.00万元，比上年减少25.00万元。',
    '（二）展览活动60.00万元，比上年增加8.00万元。',
  );
  expect(rules(chance)).toEqual([]);
});
