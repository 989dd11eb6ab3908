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
