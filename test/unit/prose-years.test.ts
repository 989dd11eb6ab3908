/** Years that are last year's: a budget told first, an amount compared with its own year. */
import { describe, expect, test } from 'vitest';
import { open } from '../../server/src/service.ts';

const FRONT =
  '标题：2023年度甲县水利局决算\n单位：甲县水利局\n年度：2023\n类型：决算\n金额单位：万元\n\n## 财政拨款“三公”经费支出决算表\n\n| 项目 | 预算数 | 决算数 |\n| --- | ---: | ---: |\n| 合计 | 9.60 | 7.35 |\n| 公务用车购置及运行维护费 | 6.00 | 5.15 |\n| 公务用车运行维护费 | 6.00 | 5.15 |\n| 公务接待费 | 3.60 | 2.20 |\n\n';
const years = (heading: string, text: string) =>
  [...open(`${FRONT}## ${heading}\n\n${text}\n`).findings]
    .filter((f) => f.rule === 'prose-year')
    .map((f) => f.message);

describe('an amount compared with its own year', () => {
  const cost = (year: number, with_ = '2022年度') =>
    years(
      '机关运行经费支出情况',
      `${year}年度机关运行经费支出48.00万元，比${with_}增加3.00万元，增长6.67%，主要原因是差旅费增加。`,
    );

  test('is of another', () => {
    expect(cost(2023)).toEqual([]);
    expect(cost(2022)).toHaveLength(1);
  });

  test('unless it is held against the budget of that year, or another amount is told with it', () => {
    expect(cost(2022, '2022年度预算')).toEqual([]);
    expect(
      years('机关运行经费支出情况', '本年支出48.00万元，比2022年的45.00万元增加3.00万元，增长6.67%。'),
    ).toEqual([]);
  });
});

describe('the budget of the year under last year', () => {
  const sentence = (year: number) =>
    `${year}年度财政拨款“三公”经费支出预算为9.60万元，支出决算为7.35万元，完成预算的76.56%。`;

  test('its column holds just that', () => {
    expect(years('“三公”经费支出决算情况说明', sentence(2023))).toEqual([]);
    expect(years('“三公”经费支出决算情况说明', sentence(2022))).toHaveLength(1);
  });

  test('beside the year itself it is last year', () => {
    expect(
      years(
        '“三公”经费支出决算情况说明',
        '2022年度财政拨款“三公”经费支出预算为9.60万元，2023年度为9.60万元。',
      ),
    ).toEqual([]);
  });
});
