/** Causes that are not figures: told once, at the attribute that is wrong, with nothing else blamed. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../../server/src/analysis/analysis.ts';
import { mend } from '../../../server/src/features/mend.ts';
import { analyse } from '../../../server/src/rules/analyse.ts';

const WHOLE = readFileSync('test/fixtures/example.disclosure', 'utf8');
const MONEY = /金额单位：万元/g;

/** Errors and warnings, by line. */
function told(text: string): string[] {
  return serious(analyse(text)).map((f) => `${f.range.start.line + 1} ${f.rule} ${f.printed ?? ''}`.trim());
}

function serious({ findings }: Analysis) {
  return findings.filter(
    (f) => (f.severity === 'error' || f.severity === 'warning') && f.rule !== 'missing-section',
  );
}

/** The text with the nth `金额单位：万元` (0: the front matter) as another unit; and its line. */
function withUnit(nth: number, unit: string): { text: string; line: number } {
  let count = 0;
  let at = 0;
  const text = WHOLE.replace(MONEY, (found, offset: number) => {
    if (count++ !== nth) return found;
    at = offset;
    return `金额单位：${unit}`;
  });
  return { text, line: WHOLE.slice(0, at).split('\n').length };
}

function replaceLine(text: string, line: string, by: string): string {
  expect(text).toContain(line);
  return text.replace(line, by);
}

const before = told(WHOLE);

describe('the unit of a table', () => {
  const tables = (WHOLE.match(MONEY) ?? []).length;
  // 收入, 支出, 财政拨款总表, 一般公共预算 and 基本支出 are tied to other tables.
  const TIED = [1, 2, 3, 4, 5, 6].filter((n) => n < tables);
  test.each(TIED.flatMap((n) => ['元', '千元', '亿元'].map((unit) => [n, unit] as const)))(
    'table %i in %s is told at its unit alone, and mended there',
    (nth, unit) => {
      const { text, line } = withUnit(nth, unit);
      const own = told(text).filter((t) => !before.includes(t));
      expect(own).toEqual([`${line} table-unit ${unit}`]);
      const fix = analyse(text).findings.find((f) => f.rule === 'table-unit')?.fixes[0];
      expect(fix?.preferred).toBe(true);
      expect(fix?.edits[0]?.newText).toBe('万元');
      // What it leads to is too much to be done without being looked at.
      expect(mend(text, {}, true).text).toContain(`金额单位：${unit}`);
    },
  );
});

const REPORT = `单位：某某局
年度：2023
类型：决算
金额单位：万元

## 收入支出决算总表

| 收入/项目 | 收入/决算数 | 支出/项目 | 支出/决算数 |
| --- | ---: | --- | ---: |
| 一、一般公共预算财政拨款收入 | 490.00 | 一、一般公共服务支出 | 435.00 |
| 四、事业收入 | 30.00 | 八、社会保障和就业支出 | 60.00 |
| 八、其他收入 | 5.00 | 九、卫生健康支出 | 30.00 |
| 本年收入合计 | 525.00 | 本年支出合计 | 525.00 |
| 总计 | 525.00 | 总计 | 525.00 |

## 收入决算表

| 科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入 | 事业收入 | 其他收入 |
| --- | --- | ---: | ---: | ---: | ---: |
| 合计 |  | 525.00 | 490.00 | 30.00 | 5.00 |
| 201 | 一般公共服务支出 | 435.00 | 430.00 |  | 5.00 |
| 208 | 社会保障和就业支出 | 60.00 | 60.00 |  |  |
| 210 | 卫生健康支出 | 30.00 |  | 30.00 |  |

## 支出决算表

| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
| --- | --- | ---: | ---: | ---: |
| 合计 |  | 525.00 | 405.00 | 120.00 |
| 201 | 一般公共服务支出 | 435.00 | 315.00 | 120.00 |
| 208 | 社会保障和就业支出 | 60.00 | 60.00 |  |
| 210 | 卫生健康支出 | 30.00 | 30.00 |  |

# 第三部分 情况说明

## 二、收入决算情况说明

2023年度收入合计525.00万元，其中：财政拨款收入490.00万元，占93.33%；事业收入30.00万元，占5.71%；其他收入5.00万元，占0.95%。

## 三、支出决算情况说明

2023年度支出合计525.00万元，其中：基本支出405.00万元，占77.14%；项目支出120.00万元，占22.86%。
`;

test('the report itself is right', () => expect(told(REPORT)).toEqual([]));

describe('a unit written elsewhere', () => {
  test('in the front matter alone, against what the sentences say', () => {
    const text = REPORT.replace('金额单位：万元', '金额单位：元');
    expect(told(text)).toEqual(['4 table-unit 元']);
  });

  test('元 right in the tables, 万元 written over them', () => {
    const yuan = REPORT.replace(/^\|.*$/gm, (row) => row.replace(/(\d+)\.00/g, '$10000.00'));
    expect(told(yuan.replace('金额单位：万元', '金额单位：元'))).toEqual([]);
    expect(told(yuan)).toEqual(['4 table-unit 万元']);
  });

  test('in a title', () => {
    const text = REPORT.replace('## 支出决算表', '## 支出决算表（单位：元）');
    expect(told(text)).toEqual(['25 table-unit 元']);
  });
});

describe('columns that changed places', () => {
  test.each([
    ['财政拨款收入 | 事业收入', '事业收入 | 财政拨款收入'],
    ['财政拨款收入 | 事业收入 | 其他收入', '其他收入 | 事业收入 | 财政拨款收入'],
  ])('%s as %s', (right, wrong) => {
    const text = replaceLine(REPORT, right, wrong);
    const found = serious(analyse(text));
    expect(found.map((f) => f.rule)).toEqual(['swapped-columns']);
    expect(found[0]?.fixes[0]?.edits).toHaveLength(2);
  });
});

test('columns that only sentences contradict: the sentences are told, since they may be wrong', () => {
  const text = replaceLine(
    REPORT,
    '本年支出合计 | 基本支出 | 项目支出',
    '本年支出合计 | 项目支出 | 基本支出',
  );
  // Each amount is the other's cell: one finding, with a fix for either side.
  const found = serious(analyse(text));
  expect(found.map((f) => f.rule)).toEqual(['prose-figure']);
  expect(found[0]?.fixes.map((f) => f.edits.length)).toEqual([2, 2]);
});

test('more spent than budgeted is no sign of headers changed round', () => {
  const text = `年度：2023
类型：决算
金额单位：万元

## 财政拨款“三公”经费支出决算表

| 项目 | 预算数 | 决算数 |
| --- | ---: | ---: |
| 合计 | 3.00 | 3.70 |
| 公务用车购置及运行维护费 | 2.00 | 2.40 |
| 公务接待费 | 1.00 | 1.30 |
注：预算数为全年预算数。
`;
  expect(analyse(text).findings.some((f) => f.rule === 'swapped-columns')).toBe(false);
});

// ---- other words, other layouts: rows parted by tabs, three code columns, the total last ----

const tab = (...rows: readonly (readonly string[])[]) => rows.map((r) => r.join('\t'));

const BUDGET = (spending: readonly string[], detail: readonly string[], said: readonly string[] = []) =>
  [
    '单位：某某中心',
    '年度：2024',
    '类型：预算',
    '金额单位：元',
    '',
    '## 部门支出总体情况表',
    '',
    ...spending,
    '',
    '## 一般公共预算支出情况表',
    '',
    ...detail,
    '',
    '## 政府性基金预算支出情况表',
    '',
    ...tab(['科目编码', '科目名称', '合计', '基本支出', '项目支出'], ['', '合计', '', '', '']),
    '注：本表无数据。',
    '',
    '## 国有资本经营预算支出情况表',
    '',
    ...tab(['科目编码', '科目名称', '合计', '基本支出', '项目支出'], ['', '合计', '', '', '']),
    '注：本表无数据。',
    '',
    ...said,
    '',
  ].join('\n');

const ROWS = [
  ['205', '', '', '教育支出', '700', '600', '1300'],
  ['205', '02', '', '普通教育', '700', '600', '1300'],
  ['205', '02', '02', '小学教育', '450', '350', '800'],
  ['205', '02', '03', '初中教育', '250', '250', '500'],
  ['208', '', '', '社会保障和就业支出', '90', '', '90'],
  ['208', '05', '', '行政事业单位养老支出', '90', '', '90'],
  ['208', '05', '02', '事业单位离退休', '20', '', '20'],
  ['208', '05', '05', '机关事业单位基本养老保险缴费支出', '70', '', '70'],
  ['221', '', '', '住房保障支出', '60', '', '60'],
  ['221', '02', '', '住房改革支出', '60', '', '60'],
  ['221', '02', '01', '住房公积金', '60', '', '60'],
] as const;
const THREE = (heads: readonly string[], rows: readonly (readonly string[])[] = ROWS) =>
  tab(['类', '款', '项', '科目名称', ...heads], ...rows, ['', '', '', '合计', '850', '600', '1450']);
const HEADS = ['基本支出', '项目支出', '合计'];
const bars = (heads: readonly string[]) => [
  `| 科目编码 | 科目名称 | ${heads.join(' | ')} |`,
  '| --- | --- | ---: | ---: | ---: |',
  '|  | 合计 | 1450 | 850 | 600 |',
  ...ROWS.map(
    ([a, b, c, name, basic, project, all]) => `| ${a}${b}${c} | ${name} | ${all} | ${basic} | ${project} |`,
  ),
];
const SAID = [
  '# 情况说明',
  '',
  '2024年支出预算1450元，其中：基本支出850元，占58.62%；项目支出600元，占41.38%。',
];
const BARS = bars(['合计', '基本支出', '项目支出']);

describe('headers in another layout', () => {
  test('the report itself is right', () => expect(told(BUDGET(THREE(HEADS), BARS, SAID))).toEqual([]));

  test('two of three changed round, against a limit by another table and what is said', () => {
    const found = serious(analyse(BUDGET(THREE(['项目支出', '基本支出', '合计']), BARS, SAID)));
    expect(found.map((f) => `${f.range.start.line + 1} ${f.rule}`)).toEqual(['8 swapped-columns']);
  });

  test('of two tables that contradict each other alike both are named', () => {
    const found = serious(analyse(BUDGET(THREE(HEADS), bars(['合计', '项目支出', '基本支出']))));
    expect(found.map((f) => f.rule)).toEqual(['swapped-columns']);
    expect(found[0]?.message).toMatch(/部门支出总体情况表|一般公共预算支出情况表/);
    expect(found[0]?.fixes.some((f) => f.preferred)).toBe(false);
  });

  test.each([
    [['基本支出', '基本支出', '合计'], '项目支出', 1],
    [['项目支出', '项目支出', '合计'], '基本支出', 0],
  ] as const)('two columns of one name: %j', (heads, right, at) => {
    const found = serious(analyse(BUDGET(THREE(heads), BARS, SAID)));
    expect(found.map((f) => `${f.rule} ${f.expected}`)).toEqual([`swapped-columns ${right}`]);
    expect(found[0]?.range.start.character).toBe('类\t款\t项\t科目名称\t'.length + at * 5);
  });

  test('two columns of one name that nothing makes another are nobody’s mistake', () => {
    const odd = THREE(['基本支出', '基本支出', '合计']).map((l) => l.replace('\t1300', '\t1200'));
    const rules = serious(analyse(BUDGET(odd, BARS))).map((f) => f.rule);
    expect(rules).not.toContain('swapped-columns');
  });

  test('what several sentences say of two rows', () => {
    const text = (heads: string) => `年度：2023
类型：决算
金额单位：万元

## 财政拨款“三公”经费支出决算表

| 项目 | ${heads} |
| --- | ---: | ---: |
| 合计 | 9.00 | 7.50 |
| 公务用车购置及运行维护费 | 6.00 | 5.20 |
| 公务接待费 | 3.00 | 2.30 |

# 情况说明

2023年度“三公”经费支出预算为9.00万元，支出决算为7.50万元。公务用车购置及运行维护费支出预算为6.00万元，支出决算为5.20万元。公务接待费支出预算为3.00万元，支出决算为2.30万元。
`;
    expect(told(text('预算数 | 决算数'))).toEqual([]);
    expect(told(text('决算数 | 预算数')).map((t) => t.split(' ')[1])).toEqual(['swapped-columns']);
  });
});

describe('rows beside the wrong names', () => {
  const FIGURES = ROWS.map((r) => r.slice(4));
  const moved = (from: number, to: number) =>
    ROWS.map((r, i) => {
      const source = i < from || i > to ? i : i === to ? from : i + 1;
      return [...r.slice(0, 4), ...(FIGURES[source] ?? [])];
    });

  test.each([
    ['across 款 and 类', 3, 9],
    ['within a 类 and into the next', 2, 6],
  ])('a block moved up by a row, %s: told by its own sums and the other table, once', (_, from, to) => {
    const found = serious(analyse(BUDGET(THREE(HEADS, moved(from, to)), BARS, SAID)));
    expect(found.map((f) => `${f.range.start.line + 1} ${f.rule}`)).toEqual([`${9 + from} shifted-rows`]);
    expect(found[0]?.expected).toBeUndefined();
    expect(found[0]?.fixes).toEqual([]);
  });

  test('one figure that is wrong in all that is broken is no shift', () => {
    const wrong = ROWS.map((r, i) => (i === 3 ? [...r.slice(0, 4), '205', '250', '455'] : r));
    expect(serious(analyse(BUDGET(THREE(HEADS, wrong), BARS, SAID))).map((f) => f.rule)).not.toContain(
      'shifted-rows',
    );
  });
  test('names moved down by one', () => {
    const names = [
      '一般公共服务支出',
      '教育支出',
      '科学技术支出',
      '社会保障和就业支出',
      '卫生健康支出',
      '住房保障支出',
    ];
    const codes = ['201', '205', '206', '208', '210', '221'];
    const amounts = ['91.00', '82.00', '73.00', '64.00', '55.00', '46.00'];
    const rows = (shift: number) =>
      codes.map((code, i) => {
        const amount = amounts[(i + shift) % amounts.length];
        return `| ${code} | ${names[i]} | ${amount} | ${amount} |  |`;
      });
    const text = (shift: number) =>
      [
        '年度：2023',
        '类型：决算',
        '金额单位：万元',
        '',
        '## 一般公共预算财政拨款支出决算表',
        '',
        '| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |',
        '| --- | --- | ---: | ---: | ---: |',
        '| 合计 |  | 411.00 | 411.00 |  |',
        ...rows(shift),
        '',
        '# 情况说明',
        '',
        '## 五、一般公共预算财政拨款支出决算情况说明',
        '',
        `2023年度一般公共预算财政拨款支出411.00万元，主要用于以下方面：${names
          .map((name, i) => `${name}（类）${amounts[i]}万元`)
          .join('；')}。`,
        '',
      ].join('\n');
    expect(told(text(0))).toEqual([]);
    expect(told(text(1))).toEqual(['10 shifted-rows']);
    expect(analyse(text(1)).findings.find((f) => f.rule === 'shifted-rows')?.fixes).toEqual([]);
  });
});

describe('a misprinted code', () => {
  test.each([
    ['| 208 | 社会保障和就业支出 | 60.00 | 60.00 |  |  |', '208', '203'],
    ['| 210 | 卫生健康支出 | 30.00 |  | 30.00 |  |', '210', '201'],
    ['| 210 | 卫生健康支出 | 30.00 |  | 30.00 |  |', '210', '21'],
  ])('%s: %s as %s blames no figure', (row, right, wrong) => {
    const text = replaceLine(REPORT, row, row.replace(right, wrong));
    const found = serious(analyse(text));
    expect(found.length).toBeGreaterThan(0);
    for (const f of found)
      expect(['code-name', 'unknown-code', 'duplicate-code', 'code-order']).toContain(f.rule);
  });
});

describe('a code and a name that do not belong together', () => {
  const text = (code: string, name: string, amount: string, spent: string) => `单位：某某局
年度：2023
类型：预算
金额单位：万元

## 一般公共预算基本支出预算表

| 科目编码 | 科目名称 | 合计 |
| --- | --- | ---: |
| 302 | 商品和服务支出 | 12.70 |
| 30201 | 办公费 | 10.00 |
| ${code} | ${name} | ${amount} |
| | 合计 | 12.70 |

## 一般公共预算支出预算表

| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| --- | --- | ---: | ---: | ---: |
| 合计 |  | 12.70 | 12.70 | 0.00 |
| 201 | 一般公共服务支出 | 12.70 | 12.70 | 0.00 |

## 政府性基金预算支出预算表

| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| --- | --- | ---: | ---: | ---: |
| 合计 |  |  |  |  |
注：本表为空表。

## 国有资本经营预算支出预算表

| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| --- | --- | ---: | ---: | ---: |
| 合计 |  |  |  |  |
注：本表为空表。

## 财政拨款“三公”经费支出预算表

| 项目 | 预算数 |
| --- | ---: |
| 合计 | ${spent} |
| 1.因公出国（境）费 | 0.00 |
| 2.公务用车购置及运行维护费 | ${spent} |
| 其中：公务用车购置费 | 0.00 |
| 公务用车运行维护费 | ${spent} |
| 3.公务接待费 | 0.00 |
`;

  test('another table has the amount for a code that is not listed: that code is offered', () => {
    const { findings } = analyse(text('30210', '汽车使用费', '2.70', '2.70'));
    const found = findings.filter((f) => f.severity === 'error' || f.severity === 'warning');
    expect(found.map((f) => f.rule).filter((r) => !r.startsWith('missing'))).toEqual(['unknown-code']);
    expect(found.find((f) => f.rule === 'unknown-code')?.fixes.map((f) => f.edits[0]?.newText)).toEqual([
      '30231',
    ]);
  });

  test('a name misspelt hides no figure that is wrong', () => {
    const rules = told(text('30231', '公务用车运行维修费', '2.70', '')).map((t) => t.split(' ')[1]);
    expect(rules).toContain('code-name');
    expect(rules.filter((r) => r !== 'code-name' && !r?.startsWith('missing'))).not.toEqual([]);
  });
});

describe('what is mended without being looked at', () => {
  test('nothing in the place of something, and nothing that another fix made sure', () => {
    const text = REPORT.replace(
      '| 210 | 卫生健康支出 | 30.00 | 30.00 |  |',
      '| 210 | 卫生健康支出 | 30.00 | 3O.00 |  |',
    );
    const { text: mended } = mend(text, {}, true);
    expect(mended).toBe(REPORT);
  });

  test('no percentage that follows an amount which nothing bears out', () => {
    const text = REPORT.replace(
      '2023年度支出合计525.00万元',
      '年初预算为651.00万元，支出决算为525.00万元，完成年初预算的100%。2023年度支出合计525.00万元',
    );
    expect(text).not.toBe(REPORT);
    expect(mend(text, {}, true).text).toContain('完成年初预算的100%');
  });

  test('a total that two relations ask for', () => {
    const text = REPORT.replace('| 总计 | 525.00 | 总计 | 525.00 |', '| 总计 | 525.00 | 总计 | 552.00 |');
    expect(mend(text, {}, true).text).toBe(REPORT);
  });

  test('years are offered, and a direction against another year than the last with them', () => {
    const said = REPORT.replace(
      '支出合计525.00万元，',
      '支出合计525.00万元，与2021年相比增加20.00万元，下降3.96%，',
    );
    expect(mend(said, {}, true).text).toBe(said);
  });
});

describe("formulas of one's own", () => {
  const lines = (...formulas: string[]) =>
    `${REPORT}\n${formulas.map((f) => `勾稽：${f}`).join('\n')}\n`.replace(/金额单位：万元\n/, '$&');
  test.each([
    '支出决算表.合计.项目支出 * 3.375 = 支出决算表.合计.基本支出',
    '支出决算表.合计.项目支出 / 8 = 支出决算表.210.基本支出 ÷ 2',
    '支出决算表.合计.基本支出/3 = 支出决算表.合计.项目支出 × 1.125',
    '支出决算表.合计.本年支出合计 ≥ 1.5 * (支出决算表.合计.基本支出 - 60.00)',
  ])('%s is exact and holds', (formula) => expect(told(lines(formula))).toEqual([]));

  test.each([
    '支出决算表.合计.项目支出 / 支出决算表.合计.基本支出 = 支出决算表.210.基本支出',
    '支出决算表.合计.项目支出 = 支出决算表.合计.基本支出 / 0',
    '支出决算表.合计.项目支出 = 支出决算表.合计.基本支出 / 0.5',
  ])('%s is no formula, and no figure is doubted', (formula) => {
    const found = serious(analyse(lines(formula)));
    expect(found.map((f) => f.rule)).toEqual(['bad-reference']);
  });

  test('a limit is told with its number', () => {
    const [found] = serious(analyse(lines('支出决算表.合计.基本支出 ≤ 50')));
    expect(found?.message).toContain('50.00');
    expect(found?.message).not.toContain(' 0');
  });
});

describe('a table that is being filled in from the top', () => {
  const HEAD = '标题：2023年度某某局决算\n单位：某某局\n年度：2023\n类型：决算\n金额单位：万元\n';
  const ITEMS = [
    '因公出国（境）费',
    '公务用车购置及运行维护费',
    '公务用车购置费',
    '公务用车运行维护费',
    '公务接待费',
  ];
  const FULL = [
    ['合计', '12.00', '9.00'],
    ['因公出国（境）费', '4.00', '3.00'],
    ['公务用车购置及运行维护费', '5.00', '4.00'],
    ['公务用车购置费', '', ''],
    ['公务用车运行维护费', '5.00', '4.00'],
    ['公务接待费', '3.00', '2.00'],
  ];
  const table = (rows: readonly (readonly string[])[], front = HEAD) =>
    `${front}\n## 财政拨款“三公”经费支出决算表\n\n| 项目 | 预算数 | 决算数 |\n| --- | ---: | ---: |\n${rows.map((r) => `| ${r.join(' | ')} |`).join('\n')}\n`;
  const upTo = (row: number) => FULL.map((r, i) => (i < row ? r : [r[0] ?? '', '', '']));
  const begun = (text: string) => analyse(text).findings.filter((f) => f.message.includes('没有填，与'));

  test.each([2, 3, 4])('after row %i', (row) => {
    const text = table(upTo(row));
    expect(told(text)).toEqual([]);
    expect(begun(text)).toHaveLength(1);
    expect(mend(text, {}, true).text).toBe(text);
    const { coverage } = analyse(text);
    expect(coverage.broken).toBe(0);
    expect(coverage.notChecked.some((c) => c.reason.includes('不全'))).toBe(true);
  });

  test('one amount that was left out is told all the same', () => {
    for (const [r, c] of [
      [5, 1],
      [5, 2],
      [4, 2],
      [1, 1],
    ] as const) {
      const text = table(FULL.map((row, i) => row.map((cell, k) => (i === r && k === c ? '' : cell))));
      expect(begun(text)).toEqual([]);
      expect(told(text).length, `${ITEMS[r - 1]} ${c}`).toBeGreaterThan(0);
    }
  });

  test('one amount alone that is left out, above rows without any', () => {
    const rows = [
      ['合计', '', '2.00'],
      ['因公出国（境）费', '', ''],
      ['公务用车购置及运行维护费', '', ''],
      ['公务用车购置费', '', ''],
      ['公务用车运行维护费', '', ''],
      ['公务接待费', '', ''],
    ];
    expect(told(table(rows)).length).toBeGreaterThan(0);
  });

  test('a published report is not being filled in', () => {
    const text = table(upTo(2), `${HEAD}状态：已公开\n`);
    expect(begun(text)).toEqual([]);
    expect(told(text).length).toBeGreaterThan(0);
  });
});

describe("two amounts of a sentence in one another's place", () => {
  const SAID = '基本支出405.00万元，占77.14%；项目支出120.00万元，占22.86%';

  test('are one finding with one fix that moves both', () => {
    const text = REPORT.replace(SAID, '基本支出120.00万元，占22.86%；项目支出405.00万元，占77.14%');
    const found = serious(analyse(text));
    expect(found.map((f) => [f.rule, f.printed, f.expected])).toEqual([['prose-figure', '120.00', '405.00']]);
    const [said, cells] = found[0]?.fixes ?? [];
    expect(said?.edits.map((e) => e.newText)).toEqual(['405.00', '120.00']);
    expect(cells?.edits).toHaveLength(2);
    expect(mend(text, {}, true).text.match(/405\.00|120\.00/g)).toEqual(text.match(/405\.00|120\.00/g));
  });

  test('of two paragraphs are two findings', () => {
    const text = REPORT.replace('收入30.00万元，占5.71%；其他收入5.00', '收入5.00万元；其他收入5.00').replace(
      SAID,
      '基本支出30.00万元',
    );
    expect(serious(analyse(text)).filter((f) => f.rule === 'prose-figure').length).toBeGreaterThan(1);
  });
});
