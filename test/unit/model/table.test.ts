import { describe, expect, test } from 'vitest';
import { analyse } from '../../../server/src/rules/analyse.ts';
import { columns, grid, lines, report, row, rows, table, tables } from '../../support/read.ts';

describe('header', () => {
  test('paths with /, brackets keep theirs', () => {
    const t = table(
      '| 项目 | 决算数/购置费/小计 | 执行率（B/A） |',
      '| --- | --- | --- |',
      '| 甲 | 1.00 | 2.00 |',
    );
    expect(t.columns.map((c) => c.path)).toEqual([['项目'], ['决算数', '购置费', '小计'], ['执行率（B/A）']]);
  });

  test('`<br>` and `\\|` in a header', () => {
    const t = table('| 项目 | 决算<br>数 | 甲\\|乙 |', '| --- | --- | --- |', '| 合计 | 1.00 | 2.00 |');
    expect(t.columns.map((c) => c.path)).toEqual([['项目'], ['决算\n数'], ['甲|乙']]);
    expect(rows(t)).toEqual(['total 合计 | 1.00 | 2.00']);
  });

  test('without a delimiter row the first row is the header', () => {
    const t = table('| 项目 | 金额 |', '| 合计 | 1.00 |');
    expect(columns(t)).toEqual(['项目:label', '金额:value']);
    expect(rows(t)).toEqual(['total 合计 | 1.00']);
  });

  test('tab rows: blanks take their text from the left above and from above in the lowest', () => {
    const t = table(
      '科目编码\t科目名称\t本年支出\t\t\t年末结转',
      '\t\t小计\t基本支出\t项目支出\t',
      '合计\t\t3.00\t1.00\t2.00\t',
      '205\t教育支出\t3.00\t1.00\t2.00\t',
    );
    expect(columns(t)).toEqual([
      '科目编码:code',
      '科目名称:label',
      '本年支出/小计:value',
      '本年支出/基本支出:value',
      '本年支出/项目支出:value',
      '年末结转:value',
    ]);
    expect(rows(t)).toEqual([
      'total 合计 | 3.00 | 1.00 | 2.00 | ',
      'code 205 教育支出 | 3.00 | 1.00 | 2.00 | ',
    ]);
  });

  test('a tab header runs to the first row with a code, a total label or an amount', () => {
    const head = ['项目\t\t预算数\t决算数', '一级\t二级\t\t'];
    for (const first of ['合计\t\t1.00\t2.00', '合计\t\t\t', '甲\t乙\t1.00\t2.00', '205\t教育\t\t'])
      expect([first, table(...head, first, '甲\t乙\t1.00\t1.00').headerLines]).toEqual([first, [0, 1]]);
  });

  test('the first row is the header even where it holds amounts; a delimiter row says that there is none', () => {
    expect(table('205\t教育\t1.00', '208\t社保\t2.00').headerLines).toEqual([0]);
    const t = table('| --- | ---: |', '| 甲 | 1.00 |', '| 乙 | 2.00 |');
    expect([t.headerLines, rows(t)]).toEqual([[], ['item 甲 | 1.00', 'item 乙 | 2.00']]);
  });

  test('a tab table without a heading takes the prose line before it as its title', () => {
    const [t] = tables('2022年度收入决算表\n项目\t金额\n合计\t1.00');
    expect(t?.title).toBe('2022年度收入决算表');
  });
});

describe('栏次 and 行次', () => {
  const head = ['| 科目编码 | 科目名称 | 合计 | 基本支出 |', '| --- | --- | --- | --- |'];

  test.each([
    ['marked', '| 栏次 |  | 1 | 2 |'],
    ['marked, spaced', '| 栏　次 |  | 1 | 2 |'],
    ['written 1.00', '| 栏次 |  | 1.00 | 2.00 |'],
    ['a first row that counts', '|  |  | 1 | 2 |'],
    ['marked in the second label', '|  | 栏次 | 1 | 2 |'],
    ['full-width digits', '| 栏次 |  | １ | ２ |'],
  ])('%s', (_, numbers) => {
    const t = table(...head, numbers, '| 205 | 教育支出 | 1.00 | 1.00 |');
    expect(columns(t)).toEqual(['科目编码:code', '科目名称:label', '合计:value#1', '基本支出:value#2']);
    expect(rows(t)).toEqual(['code 205 教育支出 | 1.00 | 1.00']);
  });

  test('类 | 款 | 项 beside the numbers', () => {
    const t = table(
      '类\t款\t项\t科目名称\t合计\t基本支出',
      '类\t款\t项\t栏次\t1\t2',
      '205\t\t\t教育支出\t1.00\t1.00',
    );
    expect(columns(t).slice(4)).toEqual(['合计:value#1', '基本支出:value#2']);
    expect(rows(t)).toEqual(['code 205 教育支出 | 1.00 | 1.00']);
  });

  test('a first row of amounts is no 栏次 row', () => {
    expect(rows(table(...head, '|  | 合计 | 1 | 3 |'))).toEqual(['total 合计 | 1 | 3']);
  });

  test('行次 is not a value column, and numbers the rows', () => {
    const t = table(
      '| 项目 | 行次 | 金额 |',
      '| --- | --- | --- |',
      '| 甲 | 1 | 5.00 |',
      '| 乙 | 2.00 | 6.00 |',
    );
    expect(columns(t)).toEqual(['项目:label', '行次:line-number', '金额:value']);
    expect(t.rows.map((r) => r.lineNumber)).toEqual([1, 2]);
  });

  test('where 栏次 stands over other columns than the headers, it decides', () => {
    const t = table('科目名称\t合计\t基本支出\t', '栏次\t\t1\t2', '教育支出\t\t1.00\t0.50');
    expect(t.issues.map((i) => `${i.rule} ${i.what}`)).toEqual(['ragged-row number-row-shifted']);
    expect(columns(t).slice(2)).toEqual(['合计:value#1', '基本支出:value#2']);
    // A click on the header of an amount leads to its words, not to where they were looked for.
    const head = '科目名称\t合计\t基本支出\t';
    expect(t.columns.map((c) => c.header && head.slice(c.header.start, c.header.end))).toEqual([
      '科目名称',
      undefined,
      '合计',
      '基本支出',
    ]);
    // The column in between holds nothing.
    expect(rows(t)).toEqual(['item 教育支出 |  | 1.00 | 0.50']);
  });

  test('where that leaves doubt, no amount is checked', () => {
    const t = table('科目名称\t合计\t基本支出\t项目支出', '栏次\t\t1\t2', '教育支出\t\t1.00\t0.50');
    expect(t.issues.map((i) => i.rule)).toEqual(['ragged-row']);
    expect(t.rows.every((r) => !r.reliable)).toBe(true);
    expect(
      [...t.rows[0]!.cells.values()].filter((f) => f.raw !== '').every((f) => f.state === 'unreadable'),
    ).toBe(true);
  });
});

describe('panels', () => {
  test('收入 | 支出 with 行次: each panel has rows of its own', () => {
    const t = table(
      '| 收入/项目 | 收入/行次 | 收入/金额 | 支出/项目 | 支出/行次 | 支出/金额 |',
      '| --- | --- | --- | --- | --- | --- |',
      '| 栏次 |  | 1 | 栏次 |  | 2 |',
      '| 甲 | 1 | 5.00 | 乙 | 32 | 4.00 |',
      '|  |  |  | 丙 | 33 | 1.00 |',
      '| 合计 | 27 | 5.00 | 合计 | 58 | 5.00 |',
    );
    expect(t.panels.map((p) => p.columns.map((c) => c.path.at(-1)))).toEqual([
      ['项目', '行次', '金额'],
      ['项目', '行次', '金额'],
    ]);
    expect(t.rows.map((r) => `${r.panel.index} ${row(r)}`)).toEqual([
      '0 item 甲 | 5.00',
      '1 item 乙 | 4.00',
      '1 item 丙 | 1.00',
      '0 total 合计 | 5.00',
      '1 total 合计 | 5.00',
    ]);
  });

  test.each([
    ['科目编码', '| 科目编码 | 名称 | 金额 | 科目编码 | 名称 | 金额 |'],
    ['经济分类科目编码', '| 经济分类科目编码 | 科目名称 | 金额 | 经济分类科目编码 | 科目名称 | 金额 |'],
    ['科目名称', '| 科目名称 | 行次 | 金额 | 科目名称 | 行次 | 金额 |'],
    ['序号', '| 序号 | 项目 | 金额 | 序号 | 项目 | 金额 |'],
    ['类', '| 类 | 名称 | 金额 | 类 | 名称 | 金额 |'],
  ])('a panel starts at %s after a value column', (_, head) => {
    const t = table(head, '| --- | --- | --- | --- | --- | --- |', '| 301 | 1 | 5.00 | 302 | 2 | 4.00 |');
    expect(t.panels.map((p) => p.columns[0]?.index)).toEqual([0, 3]);
  });

  test('行次 is no value column, so it starts no panel behind it', () => {
    const t = table(
      '| 项目 | 行次 | 科目名称 | 金额 |',
      '| --- | --- | --- | --- |',
      '| 甲 | 1 | 乙 | 5.00 |',
    );
    expect(t.panels.length).toBe(1);
  });

  test('foot rows over panels own the amounts of the later panel', () => {
    const t = table(
      '## 一般公共预算财政拨款基本支出决算表',
      '| 科目编码 | 科目名称 | 金额 | 科目编码 | 科目名称 | 金额 |',
      '| --- | --- | ---: | --- | --- | ---: |',
      '| 301 | 工资福利支出 | 5.00 | 302 | 商品和服务支出 | 4.00 |',
      '| 30101 | 基本工资 | 5.00 | 30201 | 办公费 | 4.00 |',
      '| 人员经费合计 |  | 5.00 | 公用经费合计 |  | 4.00 |',
      '| 公用经费合计 |  |  |  |  | 101.86 |',
    );
    expect(t.rows.slice(-3).map((r) => `${r.panel.index} ${row(r)}`)).toEqual([
      '0 item 人员经费合计 | 5.00',
      '1 item 公用经费合计 | 4.00',
      '1 item 公用经费合计 | 101.86',
    ]);
  });

  test('right panels may be shorter', () => {
    const t = table(
      '| 科目编码 | 科目名称 | 金额 | 科目编码 | 科目名称 | 金额 |',
      '| --- | --- | ---: | --- | --- | ---: |',
      '| 301 | 工资福利支出 | 5.00 | 302 | 商品和服务支出 | 4.00 |',
      '| 30101 | 基本工资 | 5.00 |  |  |  |',
    );
    expect(t.rows.map((r) => r.panel.index)).toEqual([0, 1, 0]);
  });
});

describe('cells', () => {
  const figures = (...texts: string[]) => {
    const t = table('| 项目 | 金额 |', '| --- | ---: |', ...texts.map((x, i) => `| 第${i}行 | ${x} |`));
    return t.rows.map((r) => [...r.cells.values()][0]!);
  };

  test.each([
    ['2,817.04', 'amount'],
    ['2817.04', 'amount'],
    ['-3.10', 'amount'],
    ['－3.10', 'amount'],
    ['１２．５０', 'amount'],
    ['—', 'dash'],
    ['——', 'dash'],
    ['-', 'dash'],
    ['－', 'dash'],
    ['', 'blank'],
    ['　', 'blank'],
    ['无', 'unreadable'],
    ['2,81.04', 'unreadable'],
    ['12O.00', 'unreadable'],
    ['12.00.00', 'unreadable'],
  ])('%j is %s', (text, state) => {
    expect(figures('1.00', text, '2.00')[1]!.state).toBe(state);
  });

  test('a number with a slip of the pen is a bad number, with what was meant', () => {
    const t = table(
      '| 项目 | 金额 |',
      '| --- | ---: |',
      '| 甲 | 2,81.04 |',
      '| 乙 | 12O.00 |',
      '| 丙 | 1 033.00 |',
      '| 丁 | 2，817.04 |',
      '| 戊 | (3.10) |',
      '| 己 | 暂无 |',
      '| 庚 | 1.2.3 |',
      ...Array.from({ length: 8 }, (_, i) => `| 第${i}行 | ${i}.00 |`),
    );
    expect(t.issues.map((i) => `${i.data.text} → ${i.mend?.newText}`)).toEqual([
      '2,81.04 → 281.04',
      '12O.00 → 120.00',
      '1 033.00 → 1033.00',
      '2，817.04 → 2,817.04',
      '(3.10) → -3.10',
      '1.2.3 → undefined',
    ]);
  });

  test('a cell takes the most decimals printed in its column', () => {
    const [a, b, c] = figures('290', '103.95', '');
    expect([a!.decimals, b!.decimals, c!.decimals]).toEqual([2, 2, 2]);
    expect(a!.half).toBe(b!.half);
  });

  test('a bare 0, a blank and a dash are exactly zero', () => {
    const found = figures('0', '', '—', '0.00', '5.00');
    expect(found.map((f) => f.half === 0n)).toEqual([true, true, true, false, false]);
    expect(found.slice(0, 4).every((f) => f.value === 0n)).toBe(true);
  });

  test('the unit of the table, and of a header', () => {
    const t = table(
      '金额单位：元',
      '| 项目 | 金额 | 预算数（万元） | 数量（辆） | 占比 |',
      '| --- | ---: | ---: | ---: | ---: |',
      '| 甲 | 1.00 | 2.00 | 3 | 12.5% |',
    );
    expect(t.columns.slice(1).map((c) => [c.unit, c.role, c.count])).toEqual([
      [0, 'value', false],
      [4, 'value', false],
      [0, 'value', true],
      [0, 'percent', true],
    ]);
    expect([...t.rows[0]!.cells.values()].map((f) => f.kind)).toEqual(['money', 'money', 'count', 'percent']);
  });

  test.each([
    ['property line', lines('# 表', '单位：元', '| 项目 | 金额 |', '| --- | --- |', '| 甲 | 1.00 |'), 0],
    ['title', lines('# 收入表（单位：亿元）', '| 项目 | 金额 |', '| --- | --- |', '| 甲 | 1.00 |'), 8],
    ['front matter', lines('金额单位：千元', '', '| 项目 | 金额 |', '| --- | --- |', '| 甲 | 1.00 |'), 3],
    [
      'the property line before all',
      lines('金额单位：千元', '# 表', '金额单位：元', '| 项目 | 金额 |', '| --- | --- |', '| 甲 | 1.00 |'),
      0,
    ],
  ])('unit from the %s', (_, text, unit) => {
    const [t] = tables(text);
    expect([t?.unit, t?.unitKnown]).toEqual([unit, true]);
  });

  test('a label is never a number', () => {
    const t = table('| 项目 | 金额 |', '| --- | --- |', '| 2022 | 1.00 |', '| 甲 | 2.00 |');
    expect(t.rows.every((r) => [...r.cells.values()].length === 1)).toBe(true);
  });
});

describe('rows', () => {
  test('short, long, and short by blanks only', () => {
    const t = table(
      '| 项目 | 预算数 | 决算数 |',
      '| --- | ---: | ---: |',
      '| 甲 | 1.00 |',
      '| 乙 | 1.00 | 2.00 | 3.00 |',
      '| 丙 | 1.00 | 2.00 |  |',
      '丁 | 1.00 | 2.00 |',
      '| 戊 | 1.00 | 2.00',
    );
    expect(t.issues.map((i) => `${i.span.line} ${i.what}`)).toEqual([
      '2 too-few-cells',
      '3 too-many-cells',
      '5 no-leading-bar',
    ]);
    expect(t.rows.map((r) => `${r.label} ${r.reliable}`)).toEqual([
      '甲 false',
      '乙 false',
      '丙 true',
      '丁 true',
      '戊 true',
    ]);
    expect(rows(t)[0]).toBe('item 甲 | unreadable(1.00) | unreadable()');
  });

  test('tab rows lose their trailing blanks in a paste', () => {
    const t = table('项目\t预算数\t决算数', '甲\t1.00', '乙\t1.00\t2.00');
    expect(t.issues).toEqual([]);
    expect(rows(t)).toEqual(['item 甲 | 1.00 | ', 'item 乙 | 1.00 | 2.00']);
  });

  test('a page may break between two 项 of a 款, also where the code stands in three columns', () => {
    const head = ['| 类 | 款 | 项 | 科目名称 | 合计 |', '| --- | --- | --- | --- | ---: |'];
    const { report } = analyse(
      [
        '类型：决算',
        '',
        '## 支出决算表',
        '金额单位：万元',
        '',
        ...head,
        '| 合计 |  |  |  | 3.00 |',
        '| 201 |  |  | 一般公共服务支出 | 3.00 |',
        '| 201 | 14 |  | 知识产权事务 | 3.00 |',
        '| 201 | 14 | 01 | 行政运行 | 1.00 |',
        '',
        '— 4 —',
        '',
        ...head,
        '| 201 | 14 | 04 | 专利审批 | 2.00 |',
        '',
      ].join('\n'),
    );
    expect(report.tables.map((t) => t.table.rows.map((r) => r.code ?? r.label))).toEqual([
      ['合计', '201', '20114', '2011401', '2011404'],
    ]);
  });

  test('a repeated header is no data, wherever the page broke', () => {
    const head = ['| 科目编码 | 科目名称 | 合计 |', '| --- | --- | ---: |', '| 栏次 |  | 1 |'];
    const t = table(
      ...head,
      '| 合计 |  | 3.00 |',
      '| 205 | 教育支出 | 1.00 |',
      ...head,
      '| 208 | 社会保障和就业支出 | 2.00 |',
      '',
      ...head,
      '| 221 | 住房保障支出 | 0.00 |',
    );
    expect(rows(t)).toEqual([
      'total 合计 | 3.00',
      'code 205 教育支出 | 1.00',
      'code 208 社会保障和就业支出 | 2.00',
      'code 221 住房保障支出 | 0.00',
    ]);
    expect(t.columns.map((c) => c.number)).toEqual([undefined, undefined, 1]);
  });

  test('a repeated tab header of two rows', () => {
    const head = ['科目编码\t科目名称\t本年支出\t', '\t\t小计\t基本支出'];
    const t = table(...head, '205\t教育支出\t1.00\t1.00', ...head, '208\t社会保障和就业支出\t2.00\t2.00');
    expect(rows(t)).toEqual(['code 205 教育支出 | 1.00 | 1.00', 'code 208 社会保障和就业支出 | 2.00 | 2.00']);
  });

  test('合计 over merged cells, spaced and with white space', () => {
    const t = table(
      '| 科目编码 | 科目名称 | 合计 |',
      '| --- | --- | ---: |',
      '| 合 | 计 | 3.00 |',
      '| 合　计 |  | 3.00 |',
      '|  | 合<br>计 | 3.00 |',
      '| **总计** |  | 3.00 |',
    );
    expect(t.rows.map((r) => r.role)).toEqual(['total', 'total', 'total', 'total']);
  });

  test('no label column: each row is a row of values', () => {
    const t = table(
      '| 合计 | 因公出国（境）费 | 公务接待费 |',
      '| ---: | ---: | ---: |',
      '| 6.00 | 5.00 | 1.00 |',
      '| 7.00 | 5.00 | 2.00 |',
    );
    expect(columns(t)).toEqual(['合计:value', '因公出国（境）费:value', '公务接待费:value']);
    expect(rows(t)).toEqual(['values | 6.00 | 5.00 | 1.00', 'values | 7.00 | 5.00 | 2.00']);
  });

  test('blank rows are none; rows of words are', () => {
    const t = table('| 项目 | 金额 |', '| --- | --- |', '|  |  |', '| 甲 |  |', '|  | 1.00 |');
    expect(rows(t)).toEqual(['item 甲 | ', 'item | 1.00']);
  });

  test('empty tables', () => {
    const head = ['| 项目 | 金额 |', '| --- | --- |'];
    expect(table(...head).empty).toBe(true);
    expect(table(...head, '| 合计 |  |').empty).toBe(true);
    expect(table(...head, '| 合计 | — |').empty).toBe(true);
    expect(table(...head, '| 合计 | 0.00 |').empty).toBe(false);
  });
});

describe('codes', () => {
  const split = (...body: string[]) =>
    table('| 类 | 款 | 项 | 科目名称 | 合计 |', '| --- | --- | --- | --- | ---: |', ...body).rows.map(
      (r) => r.code,
    );

  test.each([
    [
      'in one column',
      [
        '| 科目编码 | 科目名称 | 合计 |',
        '| --- | --- | --- |',
        '| 208 | 甲 | 1.00 |',
        '| 20805 | 乙 | 1.00 |',
        '| 2080501 | 丙 | 1.00 |',
      ],
    ],
    [
      'spaced by digits of PDF',
      [
        '| 科目编码 | 科目名称 | 合计 |',
        '| --- | --- | --- |',
        '| 208 | 甲 | 1.00 |',
        '| 208 05 | 乙 | 1.00 |',
        '| 20805<br>01 | 丙 | 1.00 |',
      ],
    ],
    [
      'full-width digits',
      [
        '| 科目编码 | 科目名称 | 合计 |',
        '| --- | --- | --- |',
        '| ２０８ | 甲 | 1.00 |',
        '| ２０８０５ | 乙 | 1.00 |',
        '| ２０８０５０１ | 丙 | 1.00 |',
      ],
    ],
  ])('%s', (_, text) => {
    expect(table(...text).rows.map((r) => r.code)).toEqual(['208', '20805', '2080501']);
  });

  test('split over three columns, upper levels repeated', () => {
    expect(
      split(
        '| 208 |  |  | 甲 | 1.00 |',
        '| 208 | 05 |  | 乙 | 1.00 |',
        '| 208 | 05 | 01 | 丙 | 1.00 |',
        '| 221 |  |  | 丁 | 1.00 |',
      ),
    ).toEqual(['208', '20805', '2080501', '221']);
  });

  test('split, upper levels blank', () => {
    expect(
      split(
        '| 208 |  |  | 甲 | 1.00 |',
        '|  | 05 |  | 乙 | 1.00 |',
        '|  |  | 01 | 丙 | 1.00 |',
        '|  |  | 05 | 丁 | 1.00 |',
        '|  | 08 |  | 戊 | 1.00 |',
        '|  |  | 01 | 己 | 1.00 |',
      ),
    ).toEqual(['208', '20805', '2080501', '2080505', '20808', '2080801']);
  });

  test('split, leading zeros lost', () => {
    expect(
      split('| 208 |  |  | 甲 | 1.00 |', '| 208 | 5 |  | 乙 | 1.00 |', '| 208 | 5 | 1 | 丙 | 1.00 |'),
    ).toEqual(['208', '20805', '2080501']);
  });

  test('split, with units', () => {
    expect(
      split(
        '| 204类 |  |  | 甲 | 1.00 |',
        '| 204类 | 02款 |  | 乙 | 1.00 |',
        '| 204类 | 02款 | 01项 | 丙 | 1.00 |',
      ),
    ).toEqual(['204', '20402', '2040201']);
  });

  test('a code is no part of its label', () => {
    const t = table(
      '| 类 | 款 | 科目名称 | 合计 |',
      '| --- | --- | --- | ---: |',
      '| 204类 |  | 公共安全支出 | 1.00 |',
      '| 204类 | 02款 | 公安 | 1.00 |',
    );
    expect(t.rows.map((r) => r.label)).toEqual(['公共安全支出', '公安']);
  });

  test('split, the first code cell of 5 or 7 digits is the whole code', () => {
    expect(
      split('| 208 |  |  | 甲 | 1.00 |', '| 20805 |  |  | 乙 | 1.00 |', '| 2080501 |  |  | 丙 | 1.00 |'),
    ).toEqual(['208', '20805', '2080501']);
  });

  test('split, each level in whole in its own column', () => {
    expect(
      split('| 208 |  |  | 甲 | 1.00 |', '|  | 20805 |  | 乙 | 1.00 |', '|  |  | 2080501 | 丙 | 1.00 |'),
    ).toEqual(['208', '20805', '2080501']);
    expect(split('| 208 | 20805 | 2080501 | 丙 | 1.00 |')).toEqual(['2080501']);
  });

  test('split, a new 类 leaves the 款 before it', () => {
    expect(
      split(
        '| 208 | 05 | 01 | 甲 | 1.00 |',
        '| 221 |  |  | 乙 | 1.00 |',
        '|  | 02 |  | 丙 | 1.00 |',
        '|  |  | 01 | 丁 | 1.00 |',
      ),
    ).toEqual(['2080501', '221', '22102', '2210201']);
  });

  test('of odd length they are kept, for `unknown-code` to tell', () => {
    const t = table(
      '| 科目编码 | 科目名称 | 合计 |',
      '| --- | --- | --- |',
      '| 2080 | 甲 | 1.00 |',
      '| 20805011 | 乙 | 1.00 |',
    );
    expect(t.rows.map((r) => r.code)).toEqual(['2080', '20805011']);
  });

  test('a column headed 科目编码 that holds words holds labels', () => {
    const t = table(
      '| 科目编码 | 金额 |',
      '| --- | ---: |',
      '| 教育支出 | 1.00 |',
      '| 住房保障支出 | 2.00 |',
      '| 其他支出 | 2.00 |',
    );
    expect(columns(t)).toEqual(['科目编码:label', '金额:value']);
    expect(rows(t)).toEqual(['item 教育支出 | 1.00', 'item 住房保障支出 | 2.00', 'item 其他支出 | 2.00']);
  });

  test.each([
    ['功能分类', '| 支出功能分类科目编码 | 科目名称 | 金额 |', 'functional'],
    ['经济分类', '| 经济分类科目编码 | 科目名称 | 金额 |', 'economic_department'],
    [
      '部门预算支出经济分类',
      '| 部门预算支出经济分类科目/科目编码 | 部门预算支出经济分类科目/科目名称 | 金额 |',
      'economic_department',
    ],
    [
      '政府预算支出经济分类',
      '| 政府预算支出经济分类科目/科目编码 | 政府预算支出经济分类科目/科目名称 | 金额 |',
      'economic_government',
    ],
    ['nothing', '| 科目编码 | 科目名称 | 金额 |', undefined],
  ])('the catalogue follows from the header: %s', (_, head, catalogue) => {
    const t = table(head, '| --- | --- | --- |', '| 301 | 甲 | 1.00 |', '| 30101 | 乙 | 1.00 |');
    expect(t.panels[0]?.catalogue).toBe(catalogue);
  });

  test('or from the form', () => {
    const [t] = tables(
      report(
        '决算',
        '## 支出决算表',
        '| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |',
        '| --- | --- | --- | --- | --- |',
        '| 301 | 甲 | 1.00 | 1.00 |  |',
      ),
    );
    expect(t?.panels[0]?.catalogue).toBe('functional');
  });
});

describe('其中', () => {
  const read = (...body: string[]) =>
    table('| 项目 | 金额 |', '| --- | --- |', ...body).rows.map(
      (r) => `${r.role} ${r.label}${r.partOf ? ` < ${r.partOf.label}` : ''}`,
    );

  test('opens a list that runs on to the next numbered row', () => {
    expect(
      read(
        '| 一、工资 | 5.00 |',
        '| 其中：基本工资 | 3.00 |',
        '| 津贴补贴 | 1.00 |',
        '| 二、商品 | 2.00 |',
        '| 办公费 | 2.00 |',
      ),
    ).toEqual([
      'item 一、工资',
      'part 其中：基本工资 < 一、工资',
      'part 津贴补贴 < 一、工资',
      'item 二、商品',
      'item 办公费',
    ]);
  });

  test('or to a total, or to a coded row', () => {
    expect(
      read('| 工资 | 5.00 |', '| 其中：基本工资 | 3.00 |', '| 合计 | 5.00 |', '| 其他 | 1.00 |'),
    ).toEqual(['item 工资', 'part 其中：基本工资 < 工资', 'total 合计', 'item 其他']);
    const t = table(
      '| 科目编码 | 科目名称 | 合计 |',
      '| --- | --- | --- |',
      '| 301 | 甲 | 5.00 |',
      '|  | 其中：乙 | 1.00 |',
      '| 302 | 丙 | 5.00 |',
    );
    expect(t.rows.map((r) => [r.role, r.partOf?.label])).toEqual([
      ['code', undefined],
      ['part', '甲'],
      ['code', undefined],
    ]);
  });

  test('a bare 其中 marks the rows after it', () => {
    expect(
      read('| 一、工资 | 5.00 |', '| 其中： |  |', '| 基本工资 | 3.00 |', '| 其中：津贴 | 3.00 |'),
    ).toEqual([
      'item 一、工资',
      'part 其中： < 一、工资',
      'part 基本工资 < 一、工资',
      'part 其中：津贴 < 一、工资',
    ]);
  });

  test('columns', () => {
    const t = table(
      '| 项目 | 合计 | 其中：基本支出 | 其中/项目支出 | 人员 |',
      '| --- | --- | --- | --- | --- |',
      '| 甲 | 1.00 | 1.00 |  | 1.00 |',
    );
    expect(t.columns.map((c) => c.ofWhich)).toEqual([false, false, true, true, false]);
  });
});

test('rows without a code that name units open a tree of their own', () => {
  const [t] = tables(
    report(
      '决算',
      '## 支出决算表',
      '| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |',
      '| --- | --- | ---: | ---: | ---: |',
      '| 合计 |  | 3.00 | 3.00 |  |',
      '|  | 某局机关 | 2.00 | 2.00 |  |',
      '| 205 | 教育支出 | 2.00 | 2.00 |  |',
      '|  | 某中心 | 1.00 | 1.00 |  |',
      '| 205 | 教育支出 | 1.00 | 1.00 |  |',
    ),
  );
  expect(t!.rows.map((r) => `${row(r)} in ${r.unit?.label ?? '-'}`)).toEqual([
    'total 合计 | 3.00 | 3.00 |  in -',
    'unit 某局机关 | 2.00 | 2.00 |  in -',
    'code 205 教育支出 | 2.00 | 2.00 |  in 某局机关',
    'unit 某中心 | 1.00 | 1.00 |  in -',
    'code 205 教育支出 | 1.00 | 1.00 |  in 某中心',
  ]);
});

describe('notes', () => {
  const notes = (...text: string[]) =>
    table('| 项目 | 行次 | 金额 |', '| --- | --- | --- |', '| 甲 | 1 | 1.00 |', ...text).notes.map(
      (n) => `${n.text.trim()}${n.formulas.length > 0 ? ` [${n.formulas.length}]` : ''}`,
    );

  test.each([
    ['注：甲。', ['甲。']],
    ['说明：本表无数据。', ['本表无数据。']],
    ['备注：3行＝（1+2）行；4行＝（1+2）行。', ['3行＝（1+2）行；4行＝（1+2）行。 [2]']],
    ['3行＝（1+2）行', ['3行＝（1+2）行 [1]']],
  ])('%s', (text, expected) => {
    expect(notes(text)).toEqual(expected);
  });

  test('go on over following numbered lines', () => {
    expect(notes('注：1.甲。', '2.乙。', '（3）丙。', '丁。')).toEqual(['1.甲。', '2.乙。', '（3）丙。']);
  });
});

describe('forms', () => {
  const head03 = [
    '| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |',
    '| --- | --- | --- | --- | --- |',
    '| 205 | 甲 | 1.00 | 1.00 |  |',
  ];
  const formOf = (kind: '决算' | '预算', ...text: string[]) => tables(report(kind, ...text))[0]?.form?.id;

  test.each([
    ['支出决算表', '决算03'],
    ['三、支出决算表', '决算03'],
    ['（三）2022 年度支出决算表（表3）', '决算03'],
    ['公开03表 支出决算表', '决算03'],
    ['附表3：某局2022年度支出决算表', '决算03'],
    ['部门支出决算表', '决算03'],
    ['支 出 决 算 表', '决算03'],
    ['支出决算表（续）', '决算03'],
    ['一般公共预算财政拨款支出决算表', '决算05'],
  ])('%s', (title, id) => {
    expect(formOf('决算', `## ${title}`, ...head03)).toBe(id);
  });

  test('a printed number never decides', () => {
    expect(formOf('决算', '## 支出决算表', '公开07表', ...head03)).toBe('决算03');
  });

  test('表式 names the form outright', () => {
    for (const name of ['决算03', '支出决算表'])
      expect(formOf('决算', '## 某表', `表式：${name}`, ...head03)).toBe('决算03');
  });

  test('the title decides between 决算 and 预算, else the report does', () => {
    expect(formOf('预算', '## 支出决算表', ...head03)).toBe('决算03');
    expect(formOf('决算', '## 支出总表', ...head03)).toBe('决算03');
    expect(
      formOf(
        '预算',
        '## 支出总表',
        '| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |',
        ...head03.slice(1),
      ),
    ).toBe('预算03');
  });

  test('headers that speak against it', () => {
    expect(
      formOf('决算', '## 支出决算表', '| 姓名 | 职务 |', '| --- | --- |', '| 甲 | 1.00 |'),
    ).toBeUndefined();
  });

  test('columns are found by header, in any order, by last parts and by alias', () => {
    const [t] = tables(
      report(
        '决算',
        '## 支出决算表',
        '| 科目名称 | 支出功能分类科目编码 | 项目支出 | 本年支出/基本<br>支出 | 合 计 |',
        '| --- | --- | --- | --- | --- |',
        '| 教育支出 | 205 | 1.00 | 2.00 | 3.00 |',
      ),
    );
    expect(t?.columns.map((c) => c.form?.id)).toEqual([
      undefined,
      undefined,
      '项目支出',
      '基本支出',
      '本年支出合计',
    ]);
    expect(t?.rows.map((r) => r.code)).toEqual(['205']);
  });

  test('required columns that are missing', () => {
    const [t] = tables(
      report(
        '决算',
        '## 支出决算表',
        '| 科目编码 | 科目名称 | 本年支出合计 | 项目支出 |',
        '| --- | --- | --- | --- |',
        '| 205 | 甲 | 1.00 | 1.00 |',
      ),
    );
    expect(t?.missingColumns.map((c) => c.id)).toEqual(['基本支出']);
  });
});

describe('三公 either way round', () => {
  test('twelve columns', () => {
    const [t] = tables(
      report(
        '决算',
        '## 财政拨款“三公”经费支出决算表',
        '| 预算数/合计 | 预算数/因公出国（境）费 | 预算数/公务用车购置及运行维护费/小计 | 预算数/公务用车购置及运行维护费/公务用车购置费 | 预算数/公务用车购置及运行维护费/公务用车运行维护费 | 预算数/公务接待费 | 决算数/合计 | 决算数/因公出国（境）费 | 决算数/公务用车购置及运行维护费/小计 | 决算数/公务用车购置及运行维护费/公务用车购置费 | 决算数/公务用车购置及运行维护费/公务用车运行维护费 | 决算数/公务接待费 |',
        `|${' ---: |'.repeat(12)}`,
        '| 11.00 | 2.00 | 3.00 | 4.00 | 5.00 | 6.00 | 7.00 | 8.00 | 9.00 | 10.00 | 1.00 | 12.00 |',
      ),
    );
    expect(grid(t!)).toEqual([
      '合计.预算数=11.00',
      '合计.决算数=7.00',
      '因公出国（境）费.预算数=2.00',
      '因公出国（境）费.决算数=8.00',
      '公务用车购置及运行维护费.预算数=3.00',
      '公务用车购置及运行维护费.决算数=9.00',
      '公务用车购置费.预算数=4.00',
      '公务用车购置费.决算数=10.00',
      '公务用车运行维护费.预算数=5.00',
      '公务用车运行维护费.决算数=1.00',
      '公务接待费.预算数=6.00',
      '公务接待费.决算数=12.00',
    ]);
  });

  test('eight rows', () => {
    const [t] = tables(
      report(
        '决算',
        '## “三公”经费支出决算表',
        '| 项目 | 预算数 | 决算数 |',
        '| --- | ---: | ---: |',
        '| 合计 | 6.00 | 5.00 |',
        '| 1.因公出国（境）费用 | 1.00 |  |',
        '| 2.公务接待费 | 1.00 | 1.00 |',
        '| 3.公务用车购置及运行维护费 | 4.00 | 4.00 |',
        '| 其中：（1）公务用车运行维护费 | 4.00 | 4.00 |',
        '| （2）公务用车购置 |  |  |',
      ),
    );
    expect(grid(t!)).toEqual([
      '合计.预算数=6.00',
      '合计.决算数=5.00',
      '因公出国（境）费.预算数=1.00',
      '因公出国（境）费.决算数=',
      '公务接待费.预算数=1.00',
      '公务接待费.决算数=1.00',
      '公务用车购置及运行维护费.预算数=4.00',
      '公务用车购置及运行维护费.决算数=4.00',
      '公务用车运行维护费.预算数=4.00',
      '公务用车运行维护费.决算数=4.00',
      '公务用车购置费.预算数=',
      '公务用车购置费.决算数=',
    ]);
  });
});

test('a label over two merged cells is one word where it is a word for a total, and only there', () => {
  const t = table(
    '| 科目编码 | 科目名称 | 金额 |',
    '| --- | --- | ---: |',
    '| 合 | 计 | 3.00 |',
    '| 合 | 作 | 1.00 |',
    '| 省 | 级支出 | 2.00 |',
    '| 总 | 合计 | 3.00 |',
  );
  expect(t.rows.map((r) => r.label)).toEqual(['合计', '合', '省', '总']);
});

test('合计 under 上年预算数 is the item of last year, not this year’s measure', () => {
  const items = ['合计', '因公出国（境）费', '公务接待费'];
  const { report } = analyse(
    [
      '类型：预算',
      '',
      '## “三公”经费支出预算表',
      '金额单位：万元',
      '',
      `| ${['上年预算数', '预算数'].flatMap((m) => items.map((i) => `${m}/${i}`)).join(' | ')} |`,
      `|${' ---: |'.repeat(6)}`,
      '| 9.00 | 4.00 | 5.00 | 3.00 | 1.00 | 2.00 |',
      '',
    ].join('\n'),
  );
  const grid = report.tables[0]?.table.grid;
  expect(grid?.get('合计')?.get('预算数')?.raw).toBe('3.00');
});
