/** What an edit keeps: cells while rows and columns stay what they were; and that what is kept says what a fresh reading says. */
import { describe, expect, test } from 'vitest';
import type { TableModel } from '../../../server/src/model/types.ts';
import { analyse } from '../../../server/src/rules/analyse.ts';
import { Session } from '../../support/edits.ts';
import { lines, report } from '../../support/read.ts';
import { picture } from '../../support/same.ts';

const TEXT = report(
  '决算',
  '# 支出决算表',
  '公开03表    单位：万元',
  '| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |',
  '| --- | --- | ---: | ---: | ---: |',
  '| 栏次 |  | 1 | 2 | 3 |',
  '| 合计 |  | 342.35 | 200.35 | 142.00 |',
  '| 205 | 教育支出 | 342.35 | 200.35 | 142.00 |',
  '| 20508 | 进修及培训 | 142.00 |  | 142.00 |',
  '| 20502 | 普通教育 | 200.35 | 200.35 | 0.00 |',
  '注：本表反映部门本年度各项支出情况。',
  '',
  '# 收入支出决算总表',
  '| 收入/项目 | 收入/行次 | 收入/金额 | 支出/项目 | 支出/行次 | 支出/金额 |',
  '| --- | --- | ---: | --- | --- | ---: |',
  '| 一、一般公共预算财政拨款收入 | 1 | 342.35 | 一、教育支出 | 3 | 342.35 |',
  '| 本年收入合计 | 2 | 342.35 | 本年支出合计 | 4 | 342.35 |',
);

/** The tables before and after an edit, and whether the analysis that followed it says what a fresh one says. */
function edit(from: string, to: string, text = TEXT): { before: TableModel[]; after: TableModel[] } {
  const session = new Session(text);
  const first = session.analysis();
  void first.findings;
  const before = first.report.tables.map((t) => t.table);
  const start = text.indexOf(from);
  expect(start).toBeGreaterThan(0);
  session.change({ start, end: start + from.length, text: to });
  const analysis = session.analysis();
  expect(picture(analysis)).toEqual(picture(analyse(text.replace(from, () => to))));
  return { before, after: analysis.report.tables.map((t) => t.table) };
}

describe('a table stays itself, with its cells', () => {
  test.each([
    ['another amount', '| 200.35 | 142.00 |\n| 20508', '| 199.35 | 142.00 |\n| 20508'],
    ['a longer one, which moves what stands behind it', '| 342.35 | 一、教育', '| 1,342.35 | 一、教育'],
    ['another amount of a foot row', '| 342.35 | 本年支出合计', '| 342.36 | 本年支出合计'],
    ['an amount where none stood', '| 142.00 |  | 142.00 |', '| 142.00 | 3.00 | 142.00 |'],
    ['none where one stood', '| 200.35 | 200.35 | 0.00 |', '| 200.35 | 200.35 |  |'],
    ['a dash', '| 200.35 | 200.35 | 0.00 |', '| 200.35 | 200.35 | — |'],
    ['zero in place of an amount', '| 200.35 | 200.35 | 0.00 |', '| 200.35 | 0.00 | 0.00 |'],
    ['blanks about an amount', '| 200.35 | 200.35 | 0.00 |', '|  200.35  | 200.35 | 0.00 |'],
    ['fewer decimals', '| 200.35 | 200.35 | 0.00 |', '| 200.35 | 200.4 | 0.00 |'],
  ])('%s', (_, from, to) => {
    const { before, after } = edit(from, to);
    expect(after.map((t, i) => t === before[i])).toEqual([true, true]);
  });
});

describe('a table is read anew', () => {
  test.each([
    ['its title', '# 支出决算表', '# 收入决算表', 0],
    ['its number', '公开03表', '公开04表', 0],
    ['its unit', '公开03表    单位：万元', '公开03表    单位：元', 0],
    ['its year', '公开03表    单位：万元', '公开03表    2021年度    单位：万元', 0],
    ['a header', '| 项目支出 |', '| 经营支出 |', 0],
    ['what a column counts as', '| 1 | 2 | 3 |', '| 1 | 2 | 4 |', 0],
    [
      'the decimals of a column',
      '| 342.35 | 200.35 | 142.00 |\n| 205 ',
      '| 342.35 | 200.350 | 142.00 |\n| 205 ',
      0,
    ],
    ['a label', '| 合计 |  |', '| 小计 |  |', 0],
    ['a code', '| 20508 |', '| 20503 |', 0],
    ['a code that is now a class', '| 20508 |', '| 208 |', 0],
    ['a row more', '| 20502 |', '| 20501 | 教育管理事务 | 0.00 | 0.00 | 0.00 |\n| 20502 |', 0],
    ['a row less', '| 20508 | 进修及培训 | 142.00 |  | 142.00 |\n', '', 0],
    ['a cell less', '| 200.35 | 200.35 | 0.00 |', '| 200.35 | 200.35 |', 0],
    ['its note', '各项支出情况。', '各项支出情况，3栏＝1栏－2栏。', 0],
    ['a line number', '| 2 | 342.35 | 本年支出合计', '| 5 | 342.35 | 本年支出合计', 1],
    ['a form row', '| 本年收入合计 |', '| 收入总计 |', 1],
    ['a row of one panel alone', '| 本年支出合计 | 4 | 342.35 |', '|  |  |  |', 1],
    ['an amount that is none', '| 本年支出合计 | 4 | 342.35 |', '| 本年支出合计 | 4 | 3O2.35 |', -1],
  ])('%s', (_, from, to, at) => {
    const { before, after } = edit(from, to);
    if (at >= 0) expect(after.map((t, i) => t === before[i])).toEqual([at !== 0, at !== 1]);
  });

  test('an amount that makes its row count 1, 2, 3 numbers the columns', () => {
    const rows = ['| 甲 | 乙 | 丙 |', '| --- | ---: | ---: |', '|  | 1 | 7 |', '| 205 | 8 | 9 |'];
    const { after } = edit('|  | 1 | 7 |', '|  | 1 | 2 |', lines('# 表', ...rows));
    expect(after[0]?.columns.map((c) => c.number)).toEqual([undefined, 1, 2]);
  });

  test('whole numbers that count their rows make a column of line numbers, and one that does not unmakes it', () => {
    const rows = [
      '| 甲 |  | 丙 |',
      '| --- | ---: | ---: |',
      '| 一 | 1 | 7 |',
      '| 二 | 2 | 9 |',
      '| 三 | 5 | 8 |',
    ];
    const { after } = edit('| 三 | 5 |', '| 三 | 3 |', lines('# 表', ...rows));
    expect(after[0]?.columns.map((c) => c.role)).toEqual(['label', 'line-number', 'value']);
    const back = edit('| 三 | 3 |', '| 三 | 5 |', lines('# 表', ...rows.slice(0, 4), '| 三 | 3 | 8 |'));
    expect(back.after[0]?.columns.map((c) => c.role)).toEqual(['label', 'value', 'value']);
  });

  test('a number that becomes a code makes its column one', () => {
    const rows = [
      '|  | 名称 | 金额 |',
      '| --- | --- | ---: |',
      '| 甲 | 205 | 7.00 |',
      '| 乙 | 2050 | 9.00 |',
    ];
    edit('| 2050 |', '| 20502 |', lines('# 表', ...rows));
    edit('| 甲 |', '| 201 |', lines('# 表', ...rows));
  });
});
