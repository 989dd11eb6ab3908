import { expect, test } from 'vitest';
import { analyse, findings, report } from '../../support/read.ts';

const text = (sentence: string) =>
  report(
    '决算',
    '# 预算绩效情况说明',
    '## 项目支出绩效自评情况',
    sentence,
    '',
    '# 附件',
    '## 2022年度乡村道路养护提升补助项目绩效自评表',
    '| 预算执行情况 | 全年预算数 | 全年执行数 | 执行率 |',
    '| --- | ---: | ---: | ---: |',
    '| 年度资金总额 | 318.40 | 286.56 | 90.00% |',
    '',
    '## 2022年度区交通局整体支出绩效自评表',
    '| 预算执行情况 | 全年预算数 | 全年执行数 | 执行率 |',
    '| --- | ---: | ---: | ---: |',
    '| 部门整体支出总额 | 5120.00 | 4608.00 | 90.00% |',
  );
const tied = (sentence: string) =>
  analyse(text(sentence)).prose.figures.flatMap((f) => (f.binding.cell ? [f.raw] : []));
const wrong = (sentence: string) => findings(analyse(text(sentence)), /prose-figure/);

test('a project whose name leaves out a word is tied where the amount agrees, and never accused', () => {
  expect(tied('道路养护工作中，乡村道路养护补助执行数为286.56万元。')).toContain('286.56');
  expect(wrong('道路养护工作中，乡村道路养护补助执行数为268.56万元。')).toEqual([]);
  // Half of the name, or another beginning, is another project's.
  expect(tied('乡村补助执行数为286.56万元。')).toEqual([]);
  expect(tied('城区道路养护提升补助执行数为286.56万元。')).toEqual([]);
});

test('what is spent as a whole is checked against its sheet', () => {
  expect(wrong('2022年本部门整体支出预算总额为5120.00万元。')).toEqual([]);
  expect(wrong('2022年本部门整体支出预算总额为5210.00万元。')).toHaveLength(1);
});
