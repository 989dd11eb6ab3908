/** 车均、人均、批均: what an amount comes to for each of what its sentence counts. */
import { expect, test } from 'vitest';
import { analyse } from '../../../server/src/rules/analyse.ts';
import { findingsOf, textOf } from '../../support/sentences.ts';

/** What is told of a sentence that no table says anything of. */
function told(text: string) {
  const sentence = { context: '甲', section: '国有资产占用情况说明', text };
  return findingsOf(sentence, analyse(textOf(sentence, text)));
}

test.each([
  ['车均', '公务用车运行维护费18.00万元，公务用车保有量6辆，车均运行维护费3.00万元。', '3.00', '3.50'],
  [
    '平均每辆, rounded',
    '全年公务用车运行维护费20.00万元，年末保有公务用车3辆，平均每辆6.67万元。',
    '6.67',
    '6.76',
  ],
  ['人均', '国内公务接待24批次、250人次，支出接待费3.00万元，人均120元。', '120', '102'],
  ['the average first', '培训费人均400元，共培训60人次，全年培训费2.40万元。', '400', '420'],
  ['批均', '公务接待费3.00万元，接待24批，批均1250元。', '1250', '1520'],
])('an average is the amount by the count: %s', (_, text, right, wrong) => {
  expect(told(text)).toEqual([]);
  const [finding, ...more] = told(text.replace(right, wrong));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ rule: 'prose-figure', printed: wrong, expected: right });
  expect(finding?.fixes.map((f) => f.edits.map((e) => e.newText))).toEqual([[right]]);
});

test.each([
  ['two counts', '公务用车运行维护费18.00万元，公务用车编制8辆、保有6辆，车均3.00万元。'],
  ['about', '公务用车运行维护费18.00万元，保有公务用车约6辆，车均3.50万元。'],
  ['two amounts', '公务用车购置费20.00万元、公务用车运行维护费18.00万元，保有6辆，车均3.50万元。'],
  ['planned', '公务用车运行维护费18.00万元，保有6辆，预计下年车均3.50万元。'],
  ['of something else', '办公费18.00万元，保有公务用车6辆，车均运行维护费3.50万元。'],
  ['of none', '公务用车运行维护费18.00万元，保有公务用车0辆，车均3.50万元。'],
  ['another sentence', '公务用车运行维护费18.00万元。保有公务用车6辆，车均3.50万元。'],
])('no average is judged where it cannot be told of what: %s', (_, text) => {
  expect(told(text)).toEqual([]);
});
