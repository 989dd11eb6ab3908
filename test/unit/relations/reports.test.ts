import { describe, expect, test } from 'vitest';
import type { Links } from '../../../server/src/analysis/analysis.ts';
import { type Analysis, analyse, findings, lines } from '../../support/read.ts';

/** A folder of reports, by name; the links of each lead to the others. */
function folder(files: Readonly<Record<string, string>>, open: string): Analysis {
  const links: Links = {
    get: (path) => {
      if (path.startsWith('..')) return 'outside';
      const text = files[path];
      if (text === undefined) return 'missing';
      return text === '\u0000' ? 'unreadable' : analyse(text);
    },
  };
  return analyse(files[open]!, { links });
}

const told = (analysis: Analysis) => findings(analysis, /cross-report/);

const front = (year: number, ...more: readonly string[]) => [
  '标题：某局决算',
  `年度：${year}`,
  '类型：决算',
  '金额单位：万元',
  ...more,
  '',
];

const summary = (carriedIn: string, carriedOut: string) => {
  const total = (2 + Number(carriedIn)).toFixed(2);
  const spent = (2 + Number(carriedIn) - Number(carriedOut)).toFixed(2);
  return [
    '## 收入支出决算总表',
    '',
    '| 收入/项目 | 收入/金额 | 支出/项目 | 支出/金额 |',
    '| --- | ---: | --- | ---: |',
    `| 一、一般公共预算财政拨款收入 | 2.00 | 五、教育支出 | ${spent} |`,
    `| 本年收入合计 | 2.00 | 本年支出合计 | ${spent} |`,
    `| 年初结转和结余 | ${carriedIn} | 年末结转和结余 | ${carriedOut} |`,
    `| 总计 | ${total} | 总计 | ${total} |`,
    '',
  ];
};

const expenditure = (rows: readonly (readonly [string, string, string])[]) => [
  '## 一般公共预算财政拨款支出决算表',
  '',
  '| 科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出 |',
  '| --- | --- | ---: | ---: | ---: |',
  ...rows.map(([code, name, amount]) => `| ${code} | ${name} | ${amount} | ${amount} |  |`),
];

describe('上年', () => {
  const last = lines(...front(2021), ...summary('1.00', '3.00'));

  test('this 年初结转 is last 年末结转', () => {
    const now = (carried: string) =>
      lines(...front(2022, '上年：去年.disclosure'), ...summary(carried, '1.00'));
    expect(told(folder({ 去年: '', '去年.disclosure': last, 今年: now('3.00') }, '今年'))).toEqual([]);
    const off = folder({ '去年.disclosure': last, 今年: now('4.00') }, '今年');
    expect(told(off)).toEqual(['13:4.00 cross-report warning']);
    const [finding] = off.findings.filter((f) => f.rule === 'cross-report');
    // The other figure stands in another file; its place is that file's.
    expect(finding?.related.map((r) => r.path)).toContain('去年.disclosure');
    // 年初调整, 收回 and 划转 are legal: a question, and nothing to press.
    expect(finding?.fixes.filter((f) => f.preferred)).toEqual([]);
  });

  test.each([
    ['没有.disclosure', 'warning'],
    ['../别处.disclosure', 'warning'],
    ['坏的.disclosure', 'warning'],
  ])('%s is told at the key’s value', (path, severity) => {
    const text = lines(...front(2022, `上年：${path}`), ...summary('1.00', '1.00'));
    expect(told(folder({ '坏的.disclosure': '\u0000', 今年: text }, '今年'))).toEqual([
      `5:${path} cross-report ${severity}`,
    ]);
  });

  test('a report that names itself', () => {
    const text = lines(...front(2022, '上年：自己.disclosure'), ...summary('1.00', '1.00'));
    expect(told(folder({ '自己.disclosure': text }, '自己.disclosure'))).toEqual([
      '5:自己.disclosure cross-report warning',
    ]);
  });

  test('where nothing can be looked up, that is no fault of the report', () => {
    const analysis = analyse(lines(...front(2022, '上年：去年.disclosure'), ...summary('1.00', '1.00')));
    expect(told(analysis)).toEqual(['5:去年.disclosure cross-report information']);
  });
});

describe('汇总', () => {
  const unit = (a: string, b: string) =>
    lines(
      ...front(2022),
      ...expenditure([
        ['', '合计', (Number(a) + Number(b)).toFixed(2)],
        ['205', '教育支出', a],
        ['208', '社会保障和就业支出', b],
      ]),
    );
  const department = (a: string, b: string, ...units: readonly string[]) =>
    lines(
      ...front(2022, `汇总：${units.join('、')}`),
      ...expenditure([
        ['', '合计', (Number(a) + Number(b)).toFixed(2)],
        ['205', '教育支出', a],
        ['208', '社会保障和就业支出', b],
      ]),
    );
  const units = { 'a.disclosure': unit('1.00', '2.00'), 'b.disclosure': unit('3.00', '0.00') };

  test('the department is the sum of its units, for each code and column', () => {
    expect(
      told(folder({ ...units, 部门: department('4.00', '2.00', 'a.disclosure', 'b.disclosure') }, '部门')),
    ).toEqual([]);
    const off = folder(
      { ...units, 部门: department('4.00', '2.50', 'a.disclosure', 'b.disclosure') },
      '部门',
    );
    expect(told(off).length).toBeGreaterThan(0);
    expect(told(off).every((f) => f.includes('cross-report warning'))).toBe(true);
  });

  test('a unit that leaves out a column without an amount adds nothing to it', () => {
    const narrow = units['b.disclosure']
      .replace(' | 项目支出 |', ' |')
      .replace(' | ---: |\n', ' |\n')
      .replaceAll(' |  |\n', ' |\n')
      .replace(/ \| {2}\|$/, ' |');
    expect(narrow).not.toContain('项目支出');
    const files = { ...units, 'b.disclosure': narrow };
    const all = (a: string) =>
      folder({ ...files, 部门: department(a, '2.00', 'a.disclosure', 'b.disclosure') }, '部门');
    expect(told(all('4.00'))).toEqual([]);
    expect(told(all('4.10')).length).toBeGreaterThan(0);
  });

  test('paths parted by commas', () => {
    const text = department('4.00', '2.00', 'a.disclosure', 'b.disclosure').replace('、', ',');
    expect(told(folder({ ...units, 部门: text }, '部门'))).toEqual([]);
  });

  test('where a unit cannot be had no sum is owed', () => {
    const analysis = folder(
      { ...units, 部门: department('9.00', '9.00', 'a.disclosure', 'c.disclosure') },
      '部门',
    );
    expect(told(analysis)).toEqual(['5:c.disclosure cross-report warning']);
    expect(analysis.graph.relations.filter((r) => r.rule === 'cross-report')).toEqual([]);
  });

  test('a unit without the table: not checked, with the reason', () => {
    const files = {
      ...units,
      'c.disclosure': lines(...front(2022), '正文。'),
      部门: department('4.00', '2.00', 'a.disclosure', 'b.disclosure', 'c.disclosure'),
    };
    const analysis = folder(files, '部门');
    expect(told(analysis)).toEqual([]);
    expect(
      analysis.graph.unchecked.some((u) => u.id === 'units.决算05' && u.reason === 'table-missing'),
    ).toBe(true);
  });
});
