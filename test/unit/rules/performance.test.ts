import { describe, expect, test } from 'vitest';
import { analyse, findings, report } from '../../support/read.ts';

interface Sheet {
  readonly budget?: string;
  readonly spent?: string;
  readonly rate?: string;
  readonly fundScore?: string;
  readonly weights?: readonly (readonly [string, string])[];
  readonly total?: string;
  readonly grade?: string;
}

/** A performance sheet as most reports lay it out: funds, aims, indicators. */
function sheet({
  budget = '10.00',
  spent = '9.00',
  rate = '90%',
  fundScore = '9',
  weights = [
    ['50', '50'],
    ['40', '40'],
  ],
  total = '99',
  grade = '',
}: Sheet = {}): string {
  return report(
    '决算',
    '## 2022 年度预算项目绩效自评表',
    '项目名称：甲',
    '',
    '| 项目预算执行情况 | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分 |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    `| 年度资金总额 | ${budget} | ${budget} | ${spent} | 10 | ${rate} | ${fundScore} |`,
    `| 其中：当年财政拨款 | ${budget} | ${budget} | ${spent} | - | ${rate} | - |`,
    '| 上年结转资金 |  |  |  | - |  | - |',
    '',
    '| 一级指标 | 二级指标 | 三级指标 | 年度指标值（A） | 实际完成指标值（B） | 分值 | 得分 | 偏差原因分析及改进措施 |',
    '| --- | --- | --- | --- | --- | ---: | ---: | --- |',
    ...weights.map(
      ([weight, score], i) => `| 产出指标 | 数量指标 | 第${i}项 | 1 | 1 | ${weight} | ${score} |  |`,
    ),
    `| 总分 |  |  |  |  |  | ${total} | ${grade} |`,
  );
}

const found = (change?: Sheet) =>
  findings(analyse(sheet(change)), /execution-rate|score-sum|score-weight|grade|row-sum|total/);

test('a sheet that is right', () => {
  expect(found()).toEqual([]);
  expect(found({ grade: '优' })).toEqual([]);
});

describe('execution-rate', () => {
  test('执行数 ÷ 全年预算数', () => {
    const told = found({ rate: '80%' });
    expect(told.length).toBeGreaterThan(0);
    expect(told.every((f) => /80% execution-rate warning/.test(f))).toBe(true);
  });

  test('a base of zero is not applicable where nothing is claimed', () => {
    expect(found({ budget: '', spent: '', rate: '', fundScore: '', total: '90' })).toEqual([]);
  });
});

describe('score-sum and score-weight', () => {
  test('a total that is not the sum of its scores', () => {
    expect(found({ total: '95' }).some((f) => f.includes('score-sum'))).toBe(true);
  });

  test('more points than a weight gives', () => {
    expect(
      found({
        weights: [
          ['50', '55'],
          ['40', '40'],
        ],
        total: '104',
      }).some((f) => f.includes('55 score-sum warning')),
    ).toBe(true);
  });

  test('weights that are not 100 together', () => {
    expect(
      found({
        weights: [
          ['50', '50'],
          ['30', '30'],
        ],
        total: '89',
      }).some((f) => f.includes('score-weight')),
    ).toBe(true);
  });
});

describe('grade', () => {
  test.each([
    ['99', '良', '优'],
    ['85', '优', '良'],
    ['70', '优', '中'],
  ])('%s is not %s', (total, word, right) => {
    const told = found({ total, grade: word }).filter((f) => f.includes('grade'));
    expect(told).toEqual([expect.stringMatching(new RegExp(`:${word} grade warning → ${right}$`))]);
  });

  test('where the report prints a scale of its own, that one counts', () => {
    const own = `${sheet({ grade: '良' })}\n\n评分结果分为优（100 分）、良（99 分至 90 分）、中（60 分以上）、差四级。`;
    expect(findings(analyse(own), /grade/)).toEqual([]);
  });
});
