import { expect, test } from 'vitest';
import { analyse, findings, report } from '../../support/read.ts';

const sheet = (name: string, budget: string, spent: string) => [
  `## 2022年度${name}项目绩效自评表`,
  '| 预算执行情况 | 全年预算数 | 全年执行数 |',
  '| --- | ---: | ---: |',
  `| 年度资金总额 | ${budget} | ${spent} |`,
  '',
];
const text = (sentence: string) =>
  report(
    '决算',
    '# 预算绩效情况说明',
    sentence,
    '',
    '# 附件',
    ...sheet('村级卫生室改造', '120.50', '118.00'),
    ...sheet('基层医生培训', '36.00', '30.25'),
    ...sheet('应急物资储备', '48.30', '48.30'),
    '## 2022年度某局整体绩效自评表',
    '| 预算执行情况 | 全年预算数 | 全年执行数 |',
    '| --- | ---: | ---: |',
    '| 年度资金总额 | 900.00 | 880.00 |',
  );
const found = (sentence: string) => findings(analyse(text(sentence)), /prose-figure|list-sum/);

test.each([
  '我局组织对2022年度项目支出开展绩效自评，共涉及项目3个，资金204.80万元。',
  '对3个项目开展了绩效自评，涉及资金196.55万元，占项目支出的85%。',
  // As many projects as there are sheets, or nothing is said of the sheets.
  '对5个项目开展了绩效自评，涉及资金999.00万元。',
  // Other sheets than those that are told of, perhaps.
  '对3个项目开展了绩效自评，涉及资金317.00万元。',
  '对3个项目开展了绩效自评，其中2个一级项目，涉及资金999.00万元。',
])('the money of all projects is what their sheets make: %s', (sentence) => {
  expect(found(sentence)).toEqual([]);
});

test.each([
  '我局组织对2022年度项目支出开展绩效自评，共涉及项目3个，资金240.80万元。',
  '对3个项目开展了绩效自评，共涉及预算金额169.55万元。',
])('and is told where it is not: %s', (sentence) => {
  expect(found(sentence)).toEqual([expect.stringContaining('warning')]);
});
