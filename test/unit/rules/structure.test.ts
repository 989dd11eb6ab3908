import { describe, expect, test } from 'vitest';
import { analyse, findings, fixed, lines, report } from '../../support/read.ts';

const HEAD = [
  '| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |',
  '| --- | --- | ---: | ---: | ---: |',
];
const only = (text: string, rule: RegExp) => findings(analyse(text), rule);
const fix = (text: string, rule: string) => {
  const analysis = analyse(text);
  return fixed(analysis, analysis.findings.find((f) => f.rule === rule)!);
};

describe('ragged-row', () => {
  test.each([
    ['| 205 | 教育支出 | 1.00 |', '| 205 | 教育支出 | 1.00 |  |  |'],
    ['| 205 | 教育支出 | 1.00', '| 205 | 教育支出 | 1.00 |  |  |'],
    ['| 205 | 教育支出 | 1.00 |  ', '| 205 | 教育支出 | 1.00 |  |  |'],
  ])('%j is widened', (short, wide) => {
    const text = (row: string) =>
      report(
        '决算',
        '## 支出决算表',
        ...HEAD,
        '| 合计 |  | 1.00 | 1.00 |  |',
        row,
        '| 208 | 社会保障和就业支出 | 1.00 | 1.00 |  |',
      );
    const mended = fix(text(short), 'ragged-row');
    expect(mended).toBe(text(wide));
    expect(only(mended, /ragged/)).toEqual([]);
  });

  test('a row with a cell too many is not widened', () => {
    const text = report('决算', '## 支出决算表', ...HEAD, '| 205 | 教育支出 | 1.00 | 1.00 |  | 2.00 |');
    expect(analyse(text).findings.find((f) => f.rule === 'ragged-row')?.fixes).toEqual([]);
  });

  const TABLE = ['## 支出决算表', ...HEAD, '| 205 | 教育支出 | 12.30 | 7.00 | 5.30 |'];
  const behind = (...rows: string[]) => report('决算', ...TABLE, ...rows);

  test.each([
    [['', '合　计 22.30 17.00 5.30'], ['| 合计 |  | 22.30 | 17.00 | 5.30 |']],
    [
      ['', '208\u3000社会保障和就业支出\u300010.00\u300010.00\u30000.00', '', '总计 22.30 17.00 5.30', ''],
      ['| 208 | 社会保障和就业支出 | 10.00 | 10.00 | 0.00 |', '| 总计 |  | 22.30 | 17.00 | 5.30 |', ''],
    ],
  ])('rows that stand behind their table are taken in: %j', (outside, inside) => {
    expect(only(behind(...outside), /ragged/)).toHaveLength(1);
    const mended = fix(behind(...outside), 'ragged-row');
    expect(mended).toBe(behind(...inside));
    expect(only(mended, /ragged/)).toEqual([]);
  });

  test('with amounts for not all columns, or behind a note, it is told and left to its author', () => {
    for (const rows of [
      ['', '合计 22.30 17.00'],
      ['注：本表反映支出。', '', '合计 22.30 17.00 5.30'],
    ])
      expect(analyse(behind(...rows)).findings.filter((f) => f.rule === 'ragged-row')).toMatchObject([
        { fixes: [] },
      ]);
  });

  test.each([
    '合计 22.30 万元，其中基本支出 17.00 万元。',
    '2023 年支出合计 22.30',
    '合计',
    '第 3 页 共 12 页',
    '2024 07 15',
  ])('a sentence behind a table is no row of it: %s', (sentence) => {
    expect(only(behind('', sentence), /ragged/)).toEqual([]);
  });
});

describe('bad-number', () => {
  test('its fix writes what was meant', () => {
    const text = (cell: string) =>
      report('决算', '## 支出决算表', ...HEAD, `| 205 | 教育支出 | ${cell} | 1.00 |  |`);
    expect(only(text('1.O0'), /bad-number/)).toEqual(['10:1.O0 bad-number warning → 1.00']);
    expect(fix(text('1.O0'), 'bad-number')).toBe(text('1.00'));
  });

  test('sums that need the figure are not checked, not passed', () => {
    const analysis = analyse(report('决算', '## 支出决算表', ...HEAD, '| 205 | 教育支出 | 9.0O | 1.00 |  |'));
    expect(findings(analysis, /row-sum/)).toEqual([]);
    expect(analysis.coverage.passed).toBe(0);
    expect(analysis.coverage.notChecked.length).toBeGreaterThan(0);
  });
});

describe('tab-row', () => {
  const tabs = [
    '科目编码\t科目名称\t本年支出\t\t',
    '\t\t合计\t基本支出\t项目支出',
    '合计\t\t3.00\t3.00\t',
    '205\t教育|支出\t3.00\t3.00',
    '',
  ];

  test('the block is told once, and its fix writes bar rows that read the same', () => {
    const text = report('决算', '## 支出决算表', ...tabs);
    expect(
      analyse(text)
        .findings.filter((f) => f.rule === 'tab-row')
        .map((f) => [f.severity, f.range.start.line + 1, f.fixes[0]?.safe]),
    ).toEqual([['hint', 8, true]]);
    const mended = fix(text, 'tab-row');
    expect(mended.split('\n').slice(7)).toEqual([
      '| 科目编码 | 科目名称 | 本年支出/合计 | 本年支出/基本支出 | 本年支出/项目支出 |',
      '| --- | --- | ---: | ---: | ---: |',
      '| 合计 |  | 3.00 | 3.00 |  |',
      '| 205 | 教育\\|支出 | 3.00 | 3.00 |  |',
      '',
    ]);
    const rest = (t: string) =>
      findings(analyse(t), /^(?!tab-row|missing-table)/).map((f) => f.replaceAll('\\|', '|'));
    expect(rest(mended)).toEqual(rest(text));
  });
});

describe('note-misprint', () => {
  test('the dash is told and mended', () => {
    const text = (sign: string) =>
      report(
        '决算',
        '## 某表',
        '| 项目 | 金额 |',
        '| --- | ---: |',
        '| 甲 | 1.00 |',
        '| 乙 | 1.00 |',
        `注：2行${sign}（1）行。`,
      );
    expect(only(text('—'), /misprint/)).toEqual(['12:— note-misprint hint → ＝']);
    expect(fix(text('—'), 'note-misprint')).toBe(text('＝'));
    expect(only(text('＝'), /misprint/)).toEqual([]);
  });
});

describe('unknown-property', () => {
  test.each([
    ['编者：甲', '5:编者'],
    ['类型：概算', '5:概算'],
    ['年度：去年', '5:去年'],
    ['单位性质：企业', '5:企业'],
    ['金额单位：美元', '5:美元'],
  ])('%s', (line, place) => {
    const text = lines('标题：甲', '单位：某局', '', '// 前言', line, '', '# 一');
    expect(only(text, /unknown-property/)).toEqual([`${place} unknown-property information`]);
  });

  test('a unit of money that a table states', () => {
    expect(only(report('决算', '## 支出决算表', '金额单位：美元', ...HEAD), /unknown-property/)).toEqual([
      '8:美元 unknown-property information',
    ]);
    expect(only(report('决算', '## 支出决算表', '单位：某局', ...HEAD), /unknown-property/)).toEqual([]);
  });

  test('known ones, filled or not', () => {
    expect(
      only(
        lines(
          '标题：甲',
          '部门：某局',
          '年度：2022年度',
          '类型：预算',
          '金额单位：亿元',
          '单位性质：汇总',
          '上年：',
          '汇总：甲.disclosure、乙.disclosure',
          '科目：',
        ),
        /unknown-property/,
      ),
    ).toEqual([]);
  });
});

describe('waivers', () => {
  test.each([
    ['// 忽略 no-such-rule：甲', 'bad-waiver'],
    ['// 忽略：甲', 'bad-waiver'],
    ['// 忽略 rollup', 'bad-waiver'],
    ['// 忽略 rollup：', 'bad-waiver'],
    ['// 忽略 rollup：口径不同', 'unused-waiver'],
    ['// disclosure-ignore-file rollup: known', 'unused-waiver'],
  ])('%s', (line, rule) => {
    const found = analyse(
      report('决算', '## 支出决算表', ...HEAD, line, '| 205 | 教育支出 | 1.00 | 1.00 |  |'),
    ).findings.filter((f) => /waiver/.test(f.rule));
    expect(found.map((f) => f.rule)).toContain(rule);
  });

  test('findings of rules that are no sums are waived too', () => {
    const body = [
      '## 支出决算表',
      ...HEAD,
      '// 忽略 unknown-code：新科目',
      '| 999 | 新科目 | 1.00 | 1.00 |  |',
    ];
    expect(only(report('决算', ...body), /unknown-code|waiver/)).toEqual([]);
    expect(only(report('决算', ...body.filter((l) => !l.startsWith('//'))), /unknown-code/)).toHaveLength(1);
  });
});

describe('which tables there are', () => {
  const table03 = (title: string) => [`## ${title}`, ...HEAD, '| 205 | 教育支出 | 1.00 | 1.00 |  |', ''];

  test('unknown-table: amounts that no form describes', () => {
    expect(
      only(
        report('决算', '## 某自编表', '| 项目 | 金额 |', '| --- | ---: |', '| 甲 | 1.00 |'),
        /unknown-table/,
      ),
    ).toEqual(['7:某自编表 unknown-table information']);
    expect(
      only(
        report('决算', '## 联系方式', '| 姓名 | 电话 |', '| --- | --- |', '| 甲 | 未公开 |'),
        /unknown-table/,
      ),
    ).toEqual([]);
  });

  test('missing-table: what a report of its kind and year owes', () => {
    const missing = (year: string, kind: '决算' | '预算') =>
      analyse(report(kind, ...table03('支出决算表')).replace('2022', year)).findings.filter(
        (f) => f.rule === 'missing-table',
      );
    const [told, ...more] = missing('2022', '决算');
    expect(more).toEqual([]);
    expect([told?.severity, told?.range.start.line, told?.related.length]).toEqual(['information', 3, 8]);
    expect(told?.message).toMatch(/应有的 8 张表没有找到：《收入支出决算总表》.*…$/);
    expect(missing('2022', '预算')[0]?.related.length).toBeGreaterThanOrEqual(9);
    // 国有资本经营预算 came later.
    expect(missing('2018', '决算')[0]?.related).toHaveLength(7);
    expect(only('正文。', /missing-table/)).toEqual([]);
  });

  test('duplicate-table', () => {
    expect(
      only(report('决算', ...table03('支出决算表'), ...table03('部门支出决算表')), /duplicate-table/),
    ).toEqual(['12:部门支出决算表 duplicate-table warning']);
    // The same table over pages is one.
    expect(
      only(report('决算', ...table03('支出决算表'), ...table03('').slice(1)), /duplicate-table/),
    ).toEqual([]);
  });

  test('missing-column', () => {
    const head = ['| 科目编码 | 科目名称 | 本年支出合计 | 项目支出 |', '| --- | --- | ---: | ---: |'];
    expect(
      only(report('决算', '## 支出决算表', ...head, '| 205 | 教育支出 | 1.00 | 1.00 |'), /missing-column/),
    ).toEqual(['7:支出决算表 missing-column information']);
    expect(only(report('决算', '## 支出决算表', ...head, '| 合计 |  |  |  |'), /missing-column/)).toEqual([]);
  });

  test('missing-unit', () => {
    const text = report('决算', ...table03('支出决算表')).replace('金额单位：万元\n', '');
    expect(only(text, /missing-unit/)).toEqual(['6:支出决算表 missing-unit warning']);
    const mended = fix(text, 'missing-unit');
    expect(only(mended, /missing-unit/)).toEqual([]);
    expect(analyse(mended).report.tables[0]?.table.form?.id).toBe('决算03');
  });
});

describe('empty-table-note', () => {
  const head = [
    '## 政府性基金预算财政拨款收入支出决算表',
    '',
    '| 科目编码 | 科目名称 | 年初结转和结余 | 本年收入 | 本年支出/小计 | 年末结转和结余 |',
    '| --- | --- | ---: | ---: | ---: | ---: |',
    '| 合计 |  |  |  |  |  |',
  ];

  test('nothing says why', () => {
    const text = report('决算', ...head);
    expect(only(text, /empty-table/)).toEqual([
      '7:政府性基金预算财政拨款收入支出决算表 empty-table-note information',
    ]);
    expect(only(fix(text, 'empty-table-note'), /empty-table/)).toEqual([]);
  });

  test.each([
    ['a note', ['注：本表无数据。']],
    [
      'a note with a reason',
      ['说明：本部门没有政府性基金收入，也没有使用政府性基金安排的支出，故本表无数据。'],
    ],
    ['a bare sentence', ['', '本部门没有政府性基金预算收支。']],
    ['the text on its subject', ['', '# 第三部分', '', '2022 年度未使用政府性基金安排支出。']],
  ])('%s says it', (_, more) => {
    expect(only(report('决算', ...head, ...more), /empty-table/)).toEqual([]);
  });
});

describe('severities and languages', () => {
  const text = report('决算', '## 支出决算表', ...HEAD, '| 205 | 教育支出 | 9.00 | 1.00 |  |');

  test('a setting changes the severity of a rule, or silences it', () => {
    expect(findings(analyse(text, { severities: { 'row-sum': 'hint' } }), /row-sum/)[0]).toContain('hint');
    expect(findings(analyse(text, { severities: { 'row-sum': 'off' } }), /row-sum/)).toEqual([]);
  });

  test('rounding is told as a hint, and not at all where it is turned off', () => {
    const off = text.replace('9.00', '1.01');
    expect(findings(analyse(off), /rounding|row-sum/)).toEqual(['10:1.01 rounding hint']);
    expect(findings(analyse(off, { roundingHints: false }), /rounding|row-sum/)).toEqual([]);
  });

  test('messages in English hold no Chinese but that of the report', () => {
    const english = analyse(text, { locale: 'en' }).findings;
    const chinese = analyse(text).findings;
    expect(english.map((f) => [f.rule, f.range])).toEqual(chinese.map((f) => [f.rule, f.range]));
    for (const f of english) expect(f.message).not.toMatch(/[，。：（）]/);
  });
});

describe('missing-section of other matters', () => {
  const EXPENSES = [
    '| 项目 | 预算数 |',
    '| --- | ---: |',
    '| “三公”经费合计 | 1.00 |',
    '| 公务接待费 | 1.00 |',
  ];
  const told = (...body: string[]) =>
    analyse(report('预算', ...body).replace('\n\n', '\n单位性质：行政\n\n'))
      .findings.map((f) => f.message)
      .filter((m) => m.startsWith('没有说明'))
      .join();

  test.each([
    ['a title', '## “三公”经费和机关运行经费预算表'],
    [
      'titles and rows',
      '## 机关运行经费预算表',
      ...EXPENSES,
      '| 政府采购支出合计 | 2.00 |',
      '',
      '## “三公”经费支出表',
    ],
  ])('%s of tables alone owes nothing', (_, ...body) => {
    expect(told(...body, ...EXPENSES)).toBe('');
  });

  test('a part that tells of some owes the rest, and what a table tells is told', () => {
    const part = [
      '## 政府采购支出预算表',
      ...EXPENSES,
      '',
      '# 其他重要事项的情况说明',
      '机关运行经费1.00万元。',
    ];
    expect(told(...part)).toMatch(/^没有说明国有资产占用/);
  });
});
