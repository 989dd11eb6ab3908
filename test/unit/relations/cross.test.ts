import { describe, expect, test } from 'vitest';
import { type Analysis, analyse, findings, outcomes, report } from '../../support/read.ts';

const CROSS = /^(cross-table|row-sum|rollup|total|balance|formula)$/;

const T01 = (income: string, expense: string, more: readonly string[] = []) => [
  '## 收入支出决算总表',
  '',
  '| 收入/项目 | 收入/金额 | 支出/项目 | 支出/金额 |',
  '| --- | ---: | --- | ---: |',
  `| 一、一般公共预算财政拨款收入 | ${income} | 五、教育支出 | ${expense} |`,
  `| 本年收入合计 | ${income} | 本年支出合计 | ${expense} |`,
  ...(more.length > 0 ? more : [`| 总计 | ${income} | 总计 | ${expense} |`]),
  '',
];
const T02 = (rows: readonly (readonly [string, string, string])[]) => [
  '## 收入决算表',
  '',
  '| 科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入 |',
  '| --- | --- | ---: | ---: |',
  ...rows.map(([code, name, amount]) => `| ${code} | ${name} | ${amount} | ${amount} |`),
  '',
];
const T03 = (rows: readonly (readonly [string, string, string])[]) => [
  '## 支出决算表',
  '',
  '| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |',
  '| --- | --- | ---: | ---: | ---: |',
  ...rows.map(([code, name, amount]) => `| ${code} | ${name} | ${amount} | ${amount} |  |`),
  '',
];
const T05 = (rows: readonly (readonly [string, string, string])[]) => [
  '## 一般公共预算财政拨款支出决算表',
  '',
  '| 科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出 |',
  '| --- | --- | ---: | ---: | ---: |',
  ...rows.map(([code, name, amount]) => `| ${code} | ${name} | ${amount} | ${amount} |  |`),
  '',
];
const EMPTY = [
  '## 政府性基金预算财政拨款收入支出决算表',
  '',
  '| 科目编码 | 科目名称 | 年初结转和结余 | 本年收入 | 本年支出/小计 | 本年支出/基本支出 | 本年支出/项目支出 | 年末结转和结余 |',
  '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |',
  '| 合计 |  |  |  |  |  |  |  |',
  '注：本表无数据。',
  '',
  '## 国有资本经营预算财政拨款支出决算表',
  '',
  '| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |',
  '| --- | --- | ---: | ---: | ---: |',
  '| 合计 |  |  |  |  |',
  '注：本表无数据。',
  '',
];
const TREE = [
  ['', '合计', '5.00'],
  ['205', '教育支出', '5.00'],
  ['20508', '进修及培训', '5.00'],
  ['2050803', '培训支出', '5.00'],
] as const;

const analysed = (...parts: (readonly string[])[]) => analyse(report('决算', ...parts.flat()));
const found = (...parts: (readonly string[])[]) => findings(analysed(...parts), CROSS);
const reasons = (analysis: Analysis, id: string) =>
  analysis.graph.unchecked.filter((u) => u.id.startsWith(id)).map((u) => `${u.id} ${u.state} ${u.reason}`);

describe('cells of two tables', () => {
  test('01 = 02, 01 = 03', () => {
    expect(found(T01('5.00', '5.00'), T02(TREE), T03(TREE))).toEqual([]);
    const off = analysed(T01('5.00', '5.00'), T02(TREE), T03(TREE.map(([c, n]) => [c, n, '6.00'] as const)));
    expect(findings(off, CROSS).length).toBeGreaterThan(0);
    expect(outcomes(off, 'x.01-03').every((o) => o.endsWith('broken'))).toBe(true);
  });

  test('a table that the report lacks: not checked, with the reason, and never a finding', () => {
    const analysis = analysed(T01('5.00', '5.00'), T03(TREE));
    expect(findings(analysis, CROSS)).toEqual([]);
    expect(reasons(analysis, 'x.01-02').every((r) => r.endsWith('notChecked table-missing'))).toBe(true);
    expect(outcomes(analysis, 'x.01-03')).toEqual(['x.01-03 exact', 'x.01-03.class.205 exact']);
  });

  test('units of two tables', () => {
    const yuan = T03(TREE.map(([c, n]) => [c, n, '50,000.00'] as const));
    yuan.splice(1, 0, '金额单位：元');
    expect(found(T01('5.00', '5.00'), yuan)).toEqual([]);
  });

  test('money kept for later is in the totals', () => {
    const carried = T01('4.00', '5.00', [
      '| 年初结转和结余 | 3.00 | 年末结转和结余 | 2.00 |',
      '| 总计 | 7.00 | 总计 | 7.00 |',
    ]);
    expect(found(carried, T02(TREE.map(([c, n]) => [c, n, '4.00'] as const)), T03(TREE))).toEqual([]);
    // Income and expenditure by code need not mirror each other then.
    expect(
      outcomes(analysed(carried, T02(TREE.map(([c, n]) => [c, n, '4.00'] as const)), T03(TREE)), 'x.02-03'),
    ).toEqual(['x.02-03.total exact']);
  });
});

describe('joined by code', () => {
  const base = [T01('5.00', '5.00'), EMPTY];

  test('each code of either table', () => {
    const analysis = analysed(...base, T03(TREE), T05(TREE));
    expect(findings(analysis, CROSS)).toEqual([]);
    expect(outcomes(analysis, 'x.05-03.equal.').map((o) => o.split(' ')[0])).toEqual([
      'x.05-03.equal.205',
      'x.05-03.equal.20508',
      'x.05-03.equal.2050803',
    ]);
  });

  test('more money than the whole is told', () => {
    const more = T05(TREE.map(([c, n]) => [c, n, '7.00'] as const));
    expect(found(...base, T03(TREE), more).some((f) => f.includes('cross-table error'))).toBe(true);
  });

  test('by the 类 behind the name, so that an old name breaks no sum', () => {
    const old = T01('5.00', '5.00').map((l) => l.replace('五、教育支出', '七、文化体育与传媒支出'));
    const rows = [
      ['', '合计', '5.00'],
      ['207', '文化旅游体育与传媒支出', '5.00'],
    ] as const;
    expect(found(old, T03(rows))).toEqual([]);
    expect(outcomes(analysed(old, T03(rows)), 'x.01-03.class')).toEqual(['x.01-03.class.207 exact']);
  });

  test('a code that the other table leaves out is zero there', () => {
    const fewer = T03([...TREE.slice(0, 3), ['2050899', '其他进修及培训', '5.00']]);
    const analysis = analysed(...base, fewer, T05(TREE));
    expect(outcomes(analysis, 'x.05-03.equal.20508')).toEqual([
      'x.05-03.equal.20508 exact',
      'x.05-03.equal.2050899 broken',
      'x.05-03.equal.2050803 broken',
    ]);
  });

  test('a table that stops at a higher level says nothing of the code', () => {
    const analysis = analysed(...base, T03(TREE), T05(TREE.slice(0, 3)));
    expect(findings(analysis, CROSS)).toEqual([]);
    expect(reasons(analysis, 'x.05-03.equal.2050803')).toEqual(['x.05-03.equal.2050803 notApplicable level']);
  });

  test('a code of a wrong length', () => {
    const wrong = T05([...TREE.slice(0, 3), ['2080', '某项', '5.00']]);
    expect(findings(analysed(...base, T03(TREE), wrong), /unknown-code/)).toHaveLength(1);
  });
});

test('one wrong cell is one finding, however many tables it stands in', () => {
  const wrong = T03(TREE.map(([c, n, a]) => [c, n, c === '2050803' ? '5.30' : a] as const));
  const analysis = analysed(T01('5.00', '5.00'), EMPTY, T02(TREE), wrong, T05(TREE));
  // Both the total and the basic expenditure of the leaf are wrong alike: one row, one finding, two cells to mend.
  expect(findings(analysis, CROSS)).toEqual([expect.stringMatching(/5\.30 rollup error → 5\.00$/)]);
  const [fix] = analysis.findings.find((f) => f.rule === 'rollup')?.fixes ?? [];
  expect(fix?.edits.map((e) => e.newText)).toEqual(['5.00', '5.00']);
  expect(fix?.preferred).toBe(true);
});

describe('三公 and its limits', () => {
  const table09 = (budget: string, final: string, note: string) => [
    '## 财政拨款“三公”经费支出决算表',
    '',
    '| 项目 | 预算数 | 决算数 |',
    '| --- | ---: | ---: |',
    `| 合计 | ${budget} | ${final} |`,
    `| 公务接待费 | ${budget} | ${final} |`,
    note,
  ];

  test.each([
    ['1.00', '0.80', '', undefined],
    ['1.00', '1.20', '注：预算数为全年预算数。', 'warning'],
    ['1.00', '1.20', '注：预算数为年初预算数。', 'information'],
    ['1.00', '1.20', '', 'information'],
  ])('budget %s, spent %s, %s', (budget, final, note, severity) => {
    const told = analysed(table09(budget, final, note)).findings.filter((f) => f.rule === 'cross-table');
    expect([...new Set(told.map((f) => f.severity))]).toEqual(severity ? [severity] : []);
  });
});

describe('a total in whole yuan beside decimals', () => {
  const text = (total: string, unit: string, part = '22,118,861.34') =>
    `单位：某某局\n年度：2023\n类型：决算\n金额单位：${unit}\n\n## 支出决算表\n\n| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 |\n| --- | --- | ---: | ---: |\n| 合计 |  | ${total} | ${part} |\n| 201 | 一般公共服务支出 | ${part} | ${part} |\n`;
  const told = (t: string) =>
    analyse(t)
      .findings.filter((f) => f.severity !== 'information' && /total|row-sum|rollup|rounding/.test(f.rule))
      .map((f) => `${f.rule} ${f.severity}`);

  test.each([
    ['22,118,861', '元', ['rounding hint']],
    ['22,118,862', '元', ['row-sum error']],
    ['22,118,861.00', '元', ['row-sum error']],
    ['22,118,861', '万元', ['row-sum error']],
  ])('%s %s', (total, unit, expected) => {
    expect(told(text(total, unit))).toEqual(expected);
  });
});

describe('the one 款 without a 项', () => {
  const CODES = [
    ['', '合计', '60.00'],
    ['205', '教育支出', '40.00'],
    ['20502', '普通教育', '30.00'],
    ['2050201', '学前教育', '30.00'],
    ['20508', '进修及培训', '10.00'],
    ['2050803', '培训支出', '10.00'],
    ['210', '卫生健康支出', '20.00'],
    ['21011', '行政事业单位医疗', '20.00'],
    ['2101101', '行政单位医疗', '20.00'],
  ] as const;
  const without = (...codes: readonly string[]) => CODES.filter(([code]) => !codes.includes(code));

  test('lacks the 项 that another table prints, though every sum holds', () => {
    const analysis = analysed(T03(CODES), T05(without('2050803')));
    expect(
      analysis.findings.filter((f) => CROSS.test(f.rule)).map((f) => `${f.severity} ${f.message}`),
    ).toEqual(['warning 《一般公共预算财政拨款支出决算表》缺 2050803 这一行，《支出决算表》有 10.00。']);
  });

  test('tells nothing where several have none, or the table prints no 项, or the row is a zero', () => {
    expect(found(T03(CODES), T05(without('2050803', '2101101')))).toEqual([]);
    expect(found(T03(CODES), T05(without('2050201', '2050803', '2101101')))).toEqual([]);
    const zero = CODES.map(([c, n, v]) => [
      c,
      n,
      c.startsWith('20508') ? '' : v === '40.00' ? '30.00' : v === '60.00' ? '50.00' : v,
    ]) as unknown as typeof CODES;
    expect(found(T03(zero), T05(zero.filter(([code]) => code !== '2050803')))).toEqual([]);
  });
});
