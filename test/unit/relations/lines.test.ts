import { describe, expect, test } from 'vitest';
import { analyse, findings, lines, report } from '../../support/read.ts';

/** Two small tables of no known form, to name things in. */
const TABLES = [
  '## 甲表',
  '公开01表',
  '',
  '| 项目 | 行次 | 预算数/金额 | 决算数/金额 |',
  '| --- | ---: | ---: | ---: |',
  '| 栏次 |  | 1 | 2 |',
  '| 一、工资 | 1 | 1.00 | 2.00 |',
  '| 二、“三公”经费 | 2 | 3.00 | 4.00 |',
  '| （三）其他-支出 | 3 |  | 5.00 |',
  '| 工资 奖金 | 4 | 3.00 | 3.00 |',
  '',
  '## 乙表',
  '公开02表',
  '',
  '| 支出功能分类科目编码 | 科目名称 | 本年支出/合计 |',
  '| --- | --- | ---: |',
  '| 2080101 | 行政运行 | 1.00 |',
  '| 2080102 | 一般行政管理事务 | 2.00 |',
  '| 20805 | 行政事业单位养老支出 | 9.00 |',
  '| 2080199 | 其他支出 | 4.00 |',
  '',
  '## 丙表',
  '',
  '| 项目 | 合计 | 项目支出/合计 |',
  '| --- | ---: | ---: |',
  '| 一、工资 | 8.00 | 6.00 |',
  '',
];
/** The line of the formula: behind the front matter, a blank, and the tables. */
const LINE = 6 + TABLES.length + 1;

/** `holds`, or what is found on the line. */
function line(formula: string, ...front: string[]): string {
  const text =
    front.length > 0
      ? lines(...front, '', ...TABLES, '# 后', `勾稽：${formula}`)
      : report('决算', ...TABLES, '# 后', `勾稽：${formula}`);
  const analysis = analyse(text);
  const relations = analysis.graph.relations.filter((r) => r.id.startsWith('line.'));
  const bad = findings(analysis, /bad-reference/).map((f) =>
    f.replace(/^\d+:/, '').replace(/ bad-reference error$/, ''),
  );
  if (bad.length > 0) return `bad: ${bad.join(' ')}`;
  const unchecked = analysis.graph.unchecked.filter((u) => u.id.startsWith('line.'));
  return (
    [...relations.map((r) => analysis.graph.outcomes.get(r)!.state), ...unchecked.map((u) => u.state)].join(
      ' ',
    ) || 'not owed'
  );
}

test('the line that these tests speak of', () => {
  const analysis = analyse(report('决算', ...TABLES, '# 后', '勾稽：公开01.无'));
  expect(findings(analysis, /bad-reference/)[0]).toMatch(new RegExp(`^${LINE + 1}:`));
});

describe('references', () => {
  test.each([
    ['公开01.工资.2栏 = 2', 'exact'],
    ['公开01.工资.决算数/金额 = 2', 'exact'],
    // Outside a table no code can be meant.
    ['公开01.工资.2栏 + 100 = 102', 'exact'],
    ['公开01.工资.2栏 = 584', 'broken'],
    ['“584” = 公开01.工资.2栏', 'bad'],
    ['甲表.工资.2栏 = 公开02.2080102', 'exact'],
    ['公开1表.工资.2栏 = 2', 'exact'],
    ['公开02.２０８０１０１ = 1', 'exact'],
    ['公开01.1行.2栏 = 2', 'exact'],
    ['公开01.２行.２栏 = ４', 'exact'],
    ['公开01.“三公”经费.2栏 = 4', 'bad'],
    ['公开01.““三公”经费”.2栏 = 4', 'exact'],
    ['公开01.三公经费.2栏 = 4', 'exact'],
    ['公开01.“（三）其他-支出”.2栏 = 5', 'exact'],
    ['公开01.“其他-支出”.2栏 = 5', 'exact'],
    ['公开01.“工资 奖金”.1栏 = 3', 'exact'],
    ['公开01.工资奖金.1栏 = 3', 'exact'],
    ['公开02.2080101 = 1', 'exact'],
    ['公开02.2080101.合计 = 1', 'exact'],
    ['公开02.2080101.本年支出/合计 = 1', 'exact'],
    ['公开02.行政运行.1栏 = 1', 'exact'],
    ['公开02乙.行政运行.1栏 = 1', 'bad'],
    // The column of that name alone, where others end in it.
    ['丙表.工资.合计 = 8', 'exact'],
    ['丙表.工资.项目支出/合计 = 6', 'exact'],
    ['公开02.３行 = 9', 'exact'],
    // A blank cell is zero.
    ['公开01.3行.1栏 + 公开01.工资.1栏 = 1', 'exact'],
    ['公开01.3行.1栏 = 0', 'notApplicable'],
    ['公开01.3行 = 5', 'exact'],
  ])('%s', (formula, expected) => {
    expect(line(formula).split(':')[0]).toBe(expected);
  });
});

describe('arithmetic', () => {
  test.each([
    ['公开01.工资.2栏 + 公开01.三公经费.2栏 = 6', 'exact'],
    ['公开01.三公经费.2栏 - 公开01.工资.2栏 = 2.00', 'exact'],
    ['公开01.三公经费.2栏 = 2 * 公开01.工资.2栏', 'exact'],
    // The same figure twice counts twice, and taken away it counts no more.
    ['公开01.工资.2栏 + 公开01.工资.2栏 = 公开01.三公经费.2栏', 'exact'],
    ['公开01.工资.2栏 + 公开01.三公经费.2栏 - 公开01.工资.2栏 = 4', 'exact'],
    ['公开01.工资.2栏 + 公开01.三公经费.2栏 = 公开01.工资.2栏', 'broken'],
    ['公开01.三公经费.2栏 = 公开01.工资.2栏 × 2', 'exact'],
    ['公开01.三公经费.2栏 - (公开01.工资.2栏 + 公开02.2080101) = 1', 'exact'],
    ['公开01.三公经费.2栏 ≥ 公开01.工资.2栏', 'exact'],
    ['公开01.三公经费.2栏 ≤ 公开01.工资.2栏', 'broken'],
    ['公开01.三公经费.2栏 = 公开01.工资.2栏', 'broken'],
    ['公开01.工资.2栏 = 公开02.2080101..2080102', 'broken'],
    ['公开02.2080101..2080102 = 3', 'exact'],
    // The rows in between of the ends' own level alone.
    ['公开02.2080101..2080199.1栏 = 7', 'exact'],
    ['公开02.2080101..2080199.合计 = 7', 'exact'],
    ['公开01.工资..工资奖金.2栏 = 14', 'exact'],
    ['公开01.1行..3行.2栏 = 11', 'exact'],
  ])('%s is %s', (formula, expected) => {
    expect(line(formula)).toBe(expected);
  });
});

describe('what finds nothing, or several', () => {
  test.each([
    ['公开09.合计.1栏 = 1', 'bad: 公开09.合计.1栏'],
    ['丁表.合计.1栏 = 1', 'bad: 丁表.合计.1栏'],
    ['公开01.没有.1栏 = 1', 'bad: 公开01.没有.1栏'],
    ['公开01.工资.9栏 = 1', 'bad: 公开01.工资.9栏'],
    ['公开01.工资 = 1', 'bad: 公开01.工资'],
    ['公开01.工资.金额 = 1', 'bad: 公开01.工资.金额'],
    ['公开02.208 = 1', 'bad: 公开02.208'],
    ['公开02.2080101..2089999 = 1', 'bad: 公开02.2080101..2089999'],
    ['机关运行经费 = 公开02.2080101', 'bad: 机关运行经费'],
    ['公开01.工资.2栏 = 公开01.无.1栏 + 公开01.另无.1栏', 'bad: 公开01.无.1栏 公开01.另无.1栏'],
  ])('%s', (formula, expected) => {
    expect(line(formula)).toBe(expected);
  });

  test('a formula that cannot be read is told at its place', () => {
    expect(line('公开01.工资.2栏 公开02.2080101 = 2')).toMatch(/^bad: /);
    expect(line('公开01.工资.2栏 =')).toMatch(/^bad: /);
  });

  test('a line without a formula is told where it stands', () => {
    const analysis = analyse('勾稽：');
    const [finding] = analysis.findings.filter((f) => f.rule === 'bad-reference');
    expect(finding?.range.end).toMatchObject({ line: 0 });
    expect(finding!.range.end.character).toBeLessThanOrEqual(3);
  });

  test('the message says why', () => {
    const analysis = analyse(report('决算', ...TABLES, '# 后', '勾稽：公开01.工资 = 公开01.无.1栏'));
    const messages = analysis.findings.filter((f) => f.rule === 'bad-reference').map((f) => f.message);
    expect(messages[0]).toContain('公开01.工资');
    expect(messages[1]).toContain('无');
  });
});

describe('inside a table', () => {
  const inside = (formula: string) => {
    const analysis = analyse(report('决算', ...TABLES.slice(0, 10), `勾稽：${formula}`));
    return [
      ...analysis.graph.relations
        .filter((r) => r.id.startsWith('line.'))
        .map((r) => analysis.graph.outcomes.get(r)!.state),
      ...findings(analysis, /bad-reference/).map(() => 'bad'),
    ].join(' ');
  };

  test.each([
    ['工资.2栏 = 2', 'exact'],
    ['1行.2栏 + 2行.2栏 = 6', 'exact'],
    ['工资奖金.1栏 = 工资奖金.2栏', 'exact'],
    ['没有.1栏 = 1', 'bad'],
  ])('%s', (formula, expected) => {
    expect(inside(formula)).toBe(expected);
  });

  test('a heading ends it', () => {
    expect(line('工资.2栏 = 2')).toMatch(/^bad/);
  });
});

test('三公 in columns: an item and what was spent on it', () => {
  const columns = ['合计', '因公出国（境）费', '公务接待费'];
  const text = (formula: string) =>
    report(
      '决算',
      '## 财政拨款“三公”经费支出决算表',
      '公开09表',
      `| ${['预算数', '决算数'].flatMap((m) => columns.map((c) => `${m}/${c}`)).join(' | ')} |`,
      `|${' ---: |'.repeat(6)}`,
      '| 6.00 | 5.00 | 1.00 | 3.50 | 3.00 | 0.50 |',
      '',
      '# 后',
      `勾稽：${formula}`,
    );
  const state = (formula: string) => {
    const { graph } = analyse(text(formula));
    return graph.relations.filter((r) => r.id.startsWith('line.')).map((r) => graph.outcomes.get(r)?.state);
  };
  expect(state('公开09.公务接待费.决算数 = 0.50')).toEqual(['exact']);
  expect(state('公开09.公务接待费.预算数 = 0.50')).toEqual(['broken']);
  expect(state('公开09.会议费.决算数 = 0.50')).toEqual([]);
});

describe('conditions', () => {
  const front = (nature?: string) => [
    '年度：2022',
    '类型：决算',
    ...(nature ? [`单位性质：${nature}`] : []),
    '金额单位：万元',
  ];

  test.each([
    ['行政', 'broken'],
    ['事业', 'not owed'],
    [undefined, 'notChecked'],
  ] as const)('单位性质 %s', (nature, expected) => {
    expect(line('公开01.工资.2栏 = 9，当 单位性质 = 行政', ...front(nature))).toBe(expected);
  });

  test('one of several, and a figure', () => {
    expect(line('公开01.工资.2栏 = 9，当 单位性质 = 行政或参公', ...front('参公'))).toBe('broken');
    expect(line('公开01.工资.2栏 = 2，当 单位性质 = 参公、行政', ...front('行政'))).toBe('exact');
  });
});

test('the finding of a broken line is told at the figure that has no other claim on it', () => {
  const analysis = analyse(report('决算', ...TABLES, '# 后', '勾稽：公开01.工资.2栏 = 公开02.2080101'));
  const [finding] = analysis.findings.filter((f) => f.rule === 'formula');
  expect(finding?.severity).toBe('error');
  expect(finding?.related.length).toBeGreaterThan(0);
});
