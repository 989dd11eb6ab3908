/** Last year's report as the next year's: which years move on, which figures are marked for a person. */
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../server/src/base/edits.ts';
import { nextYear, open, refactorings, unconfirmed } from '../../../server/src/service.ts';

const TEXT = `标题：2022 年度某局部门决算
单位：某局
年度：2022
类型：决算
金额单位：万元
汇总：本级2022.disclosure

# 第二部分 2022 年度部门决算表

## 支出决算表
公开03表    2022 年度

| 科目编码 | 科目名称 | 2022 年支出合计 | 基本支出 | 项目支出 |
| --- | --- | ---: | ---: | ---: |
| 合计 |  | 2022.00 | 2022.00 |  |
注：2022 年度数。

## 支出决算情况说明

2022 年度支出合计 2,022.00 万元，与 2021 年相比，增加 20.00 万元。截至 2022 年 12 月 31 日，依照《办法（2022 年修订）》，2021 年 8 月机构改革。2022 年，我局接待 12 批次。

## 名词解释

一、基本支出：2022 年度 100 元以上的支出。
`;

const moved = (text: string, year: number, last?: string) => {
  const made = nextYear(open(text), year, last);
  return made && { text: applyEdits(text, made.edits), left: made.left };
};

describe('next year', () => {
  const { text, left } = moved(TEXT, 2023, '去年.disclosure') as { text: string; left: number[] };

  test('moves the years that are the report’s own, wherever they stand', () => {
    for (const line of [
      '标题：2023 年度某局部门决算',
      '年度：2023',
      '上年：去年.disclosure',
      '汇总：本级2023.disclosure',
      '# 第二部分 2023 年度部门决算表',
      '公开03表    2023 年度',
      '| 科目编码 | 科目名称 | 2023 年支出合计 | 基本支出 | 项目支出 |',
      '注：2023 年度数。',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).toContain(
      '2023 年度支出合计 2,022.00 万元，与 2022 年相比，增加 20.00 万元。截至 2023 年 12 月 31 日',
    );
    expect(text).toContain('2023 年，我局接待');
  });

  test('leaves amounts, names of laws, and dates of what happened, which it tells', () => {
    expect(text).toContain('| 合计 |  | 2022.00 | 2022.00 |  |');
    expect(text).toContain('《办法（2022 年修订）》，2021 年 8 月机构改革');
    expect(left).toEqual([TEXT.split('\n').findIndex((l) => l.includes('8 月'))]);
  });

  test('does nothing where the year is that year, or is not known', () => {
    expect(moved(TEXT, 2022)).toBeUndefined();
    expect(moved('某局的文字。\n', 2023)).toBeUndefined();
  });

  test('is offered on the line of the year alone', () => {
    const offered = (line: number) =>
      refactorings(open(TEXT), { start: { line, character: 0 }, end: { line, character: 0 } }).filter((a) =>
        a.title.includes('换成 2023 年度'),
      );
    expect(offered(2)).toHaveLength(1);
    expect(offered(1)).toEqual([]);
    expect(applyEdits(TEXT, offered(2)[0]!.edits)).toContain('年度：2023\n');
  });
});

test('figures that no table bears out are listed by paragraph, explanations of words are not', () => {
  const found = unconfirmed(open(TEXT));
  expect(found.map((f) => f.figures.join())).toEqual(['20.00 万元,12 批次']);
  expect(TEXT.split('\n')[found[0]!.line]).toContain('2022 年度支出合计');
  // Against last year's report the change is checked.
  const last = TEXT.replaceAll('2022', '2021');
  const linked = open(TEXT.replace('汇总：本级2022', '上年：去年'), { links: { get: () => open(last) } });
  expect(unconfirmed(linked).map((f) => f.figures.join())).toEqual(['12 批次']);
});
