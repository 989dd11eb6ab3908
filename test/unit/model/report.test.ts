import { describe, expect, test } from 'vitest';
import { codePathOf } from '../../../server/src/model/report.ts';
import { analyse, lines } from '../../support/read.ts';

const read = (...text: string[]) => analyse(lines(...text)).report;
const TABLE = ['| 项目 | 金额 |', '| --- | --- |', '| 甲 | 1.00 |'];

describe('front matter', () => {
  const front = (...text: string[]) => {
    const { kind, year, unit, moneyUnit, nature } = read(...text).front;
    return [kind, year, unit, moneyUnit, nature];
  };

  test('what it says', () => {
    expect(
      front('标题：甲', '单位：某局', '年度：2022', '类型：决算', '金额单位：元', '单位性质：行政'),
    ).toEqual(['决算', 2022, '某局', 0, '行政']);
    expect(front('部门：某局', '年度：２０２２年度', '类型：预算')).toEqual([
      '预算',
      2022,
      '某局',
      undefined,
      undefined,
    ]);
  });

  test('what it leaves out is taken from titles and property lines', () => {
    expect(front('# 某局2023年度部门决算', '## 收入表', '编制单位：某局    单位：万元', ...TABLE)).toEqual([
      '决算',
      2023,
      '某局',
      undefined,
      undefined,
    ]);
    expect(front('某局2024年部门预算公开', '', '第一部分')).toEqual([
      '预算',
      2024,
      undefined,
      undefined,
      undefined,
    ]);
    expect(front('标题：2021年度某局决算')).toEqual(['决算', 2021, undefined, undefined, undefined]);
  });

  test('unknown keys are kept', () => {
    expect(read('标题：甲', '编者：乙').front.entries.map((e) => [e.key, e.value, e.known])).toEqual([
      ['标题', '甲', true],
      ['编者', '乙', false],
    ]);
  });

  test('property lines hold for their table alone', () => {
    const { tables, front: own } = read(
      '年度：2022',
      '金额单位：万元',
      '# 甲',
      '2021年度    单位：元',
      ...TABLE,
      '# 乙',
      ...TABLE,
    );
    expect(tables.map((t) => [t.table.year, t.table.unit])).toEqual([
      [2021, 0],
      [2022, 4],
    ]);
    expect(own.year).toBe(2022);
  });

  test('a 年度 without a year says nothing', () => {
    expect(read('年度：2022', '# 甲', '年度：本年', ...TABLE).tables[0]?.table.year).toBe(2022);
  });
});

test('sections are the tree of headings', () => {
  const { sections, allSections, tables } = read('# 一', '## 1', '### a', ...TABLE, '## 2', '# 二', '正文。');
  const show = (list: typeof sections): unknown[] =>
    list.map((s) => [s.text, s.line, s.end, show(s.children)]);
  expect(show(sections)).toEqual([
    [
      '一',
      0,
      7,
      [
        ['1', 1, 6, [['a', 2, 6, []]]],
        ['2', 6, 7, []],
      ],
    ],
    ['二', 7, 9, []],
  ]);
  expect(allSections.length).toBe(5);
  expect(tables[0]?.section?.text).toBe('a');
});

describe('titles', () => {
  const titles = (...text: string[]) => read('类型：决算', '', ...text).tables.map((t) => t.table.title);

  test('the heading; the last line of prose where it names the table', () => {
    expect(titles('# 收入决算表', ...TABLE)).toEqual(['收入决算表']);
    expect(
      titles(
        '# 第二部分 决算表',
        '',
        '收入决算表',
        '',
        ...TABLE,
        '',
        '支出决算表',
        '',
        '| 甲 | 乙 |',
        '| --- | --- |',
      ),
    ).toEqual(['收入决算表', '支出决算表']);
    expect(titles('# 收入决算表', '', '详见下表。', '', ...TABLE)).toEqual(['收入决算表']);
    expect(titles('一句话，不是表名。', '', ...TABLE)).toEqual(['']);
  });
});

describe('名词解释', () => {
  const glossary = (...text: string[]) => read(...text).glossary.map((g) => [g.term, g.definition]);

  test('entries of the first style, up to the next entry or heading', () => {
    expect(
      glossary(
        '# 第四部分 名词解释',
        '一、基本支出：为保障机构运转',
        '发生的支出。',
        '',
        '（一）其中：人员经费。',
        '二、**项目支出**：完成任务的支出。',
        '# 第五部分 附件',
        '三、其他：不是词条。',
      ),
    ).toEqual([
      ['基本支出', '为保障机构运转发生的支出。（一）其中：人员经费。'],
      ['项目支出', '完成任务的支出。'],
    ]);
  });

  test('also 名词说明, under headings below it, in any style of number', () => {
    expect(glossary('# 名词说明', '## 收入类', '（1）财政拨款：甲。', '（2）其他：乙。')).toEqual([
      ['财政拨款', '甲。'],
      ['其他', '乙。'],
    ]);
    expect(glossary('# 名词解释', '1. 财政拨款: 甲。', '2.其他：乙。')).toEqual([
      ['财政拨款', '甲。'],
      ['其他', '乙。'],
    ]);
  });

  test('each 名词解释 of a report of several units has its own style of number', () => {
    expect(
      glossary('# 名词解释', '一、甲：一。', '# 附件', '# 名词解释', '1.乙：二。', '2.丙：三。'),
    ).toEqual([
      ['甲', '一。'],
      ['乙', '二。'],
      ['丙', '三。'],
    ]);
  });

  test('a long or ended term is none', () => {
    expect(glossary('# 名词解释', `一、${'长'.repeat(61)}：甲。`, '二、句号。后面：乙。')).toEqual([]);
    expect(glossary('# 说明', '一、甲：乙。')).toEqual([]);
  });

  test('entries for codes', () => {
    expect(codePathOf('社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）')).toEqual([
      '社会保障和就业支出',
      '行政事业单位养老支出',
      '行政单位离退休',
    ]);
    expect(codePathOf('一般公共服务支出(类)')).toEqual(['一般公共服务支出']);
    expect(codePathOf('基本支出')).toBeUndefined();
  });
});

describe('what a waiver covers', () => {
  const covers = (...text: string[]) =>
    read(...text).waivers.map((w) => (w.file ? '全文' : [w.from + 1, w.to + 1]));

  test('the next row', () => {
    expect(
      covers(
        '# 表',
        '| 项目 | 金额 |',
        '| --- | --- |',
        '// 忽略 total：甲',
        '| 合计 | 1.00 |',
        '| 乙 | 1.00 |',
      ),
    ).toEqual([[5, 5]]);
    expect(
      covers('# 表', '| 项目 | 金额 |', '| --- | --- |', '// 忽略 total：甲', '// 又一句', '| 合计 | 1.00 |'),
    ).toEqual([[6, 6]]);
  });

  test('the paragraph or note that follows', () => {
    expect(covers('// 忽略 share：甲', '一句，', '// 批注', '又一句。', '', '另一段。')).toEqual([[2, 4]]);
    expect(covers('// 忽略 share：甲', '', '一句。', '', '另一段。')).toEqual([[3, 3]]);
    expect(covers(...TABLE, '// 忽略 formula：甲', '注：一。', '1.二。', '', '正文。')).toEqual([[5, 6]]);
    expect(covers('一句，', '// 忽略 share：甲', '又一句。')).toEqual([[1, 3]]);
  });

  test('the first row of a table that stands apart', () => {
    expect(covers('# 表', '正文。', '', '// 忽略 missing-column：甲', '', ...TABLE)).toEqual([[6, 6]]);
  });

  test('the table, from its heading to its last note', () => {
    expect(covers('# 表', '// 忽略本表 total：甲', ...TABLE, '注：乙。', '# 下一张', ...TABLE)).toEqual([
      [2, 6],
    ]);
    expect(covers('# 表', ...TABLE, '// 忽略本表 total：甲', '注：乙。')).toEqual([[2, 6]]);
    expect(covers('# 表', ...TABLE, '// 忽略本表 total：甲')).toEqual([[2, 4]]);
  });

  test('the file', () => {
    expect(covers('正文。', '// 忽略全文 share：甲')).toEqual(['全文']);
  });
});

test('勾稽 lines know the table they stand under', () => {
  const { formulas } = read(
    '# 一',
    '勾稽：甲 = 乙',
    ...TABLE,
    '注：一。',
    '',
    '  勾稽:丙 = 丁  ',
    '# 二',
    '勾稽：戊 = 己',
  );
  expect(formulas.map((f) => [f.text.trim(), f.line + 1, f.table?.table.title])).toEqual([
    ['甲 = 乙', 2, undefined],
    ['丙 = 丁', 8, '一'],
    ['戊 = 己', 10, undefined],
  ]);
  expect(formulas[1]?.offset).toBe(5);
});
