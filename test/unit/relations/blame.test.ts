import { describe, expect, test } from 'vitest';
import { settle } from '../../../server/src/relations/blame.ts';
import { analyse, findings, fixed, report } from '../../support/read.ts';

const HEAD = [
  '## 支出决算表',
  '',
  '| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |',
  '| --- | --- | ---: | ---: | ---: |',
];
const ROWS: readonly (readonly [string, string, string, string, string])[] = [
  ['', '合计', '1,027.00', '684.65', '342.35'],
  ['201', '一般公共服务支出', '812.35', '470.00', '342.35'],
  ['20126', '档案事务', '812.35', '470.00', '342.35'],
  ['2012601', '行政运行', '470.00', '470.00', ''],
  ['2012604', '档案馆', '342.35', '', '342.35'],
  ['208', '社会保障和就业支出', '143.20', '143.20', ''],
  ['20805', '行政事业单位养老支出', '143.20', '143.20', ''],
  ['2080501', '行政单位离退休', '62.10', '62.10', ''],
  ['2080505', '机关事业单位基本养老保险缴费支出', '81.10', '81.10', ''],
  ['221', '住房保障支出', '71.45', '71.45', ''],
  ['22102', '住房改革支出', '71.45', '71.45', ''],
  ['2210201', '住房公积金', '71.45', '71.45', ''],
];
/** The first line of rows, from one. */
const FIRST = 11;

/** The table with cells replaced, by row label and column (0 合计, 1 基本, 2 项目). */
function text(...changes: readonly (readonly [string, number, string])[]): string {
  const rows = ROWS.map((row) => {
    const cells = [...row];
    for (const [label, column, value] of changes) if (row[1] === label) cells[column + 2] = value;
    return `| ${cells.join(' | ')} |`;
  });
  return report('决算', ...HEAD, ...rows);
}

const ARITHMETIC = /^(row-sum|rollup|total|balance|formula|cross-table)$/;
const found = (...changes: readonly (readonly [string, number, string])[]) =>
  findings(analyse(text(...changes)), ARITHMETIC);
const lineOf = (label: string) => FIRST + ROWS.findIndex((r) => r[1] === label);

test('what is right is left alone', () => {
  expect(found()).toEqual([]);
});

describe('one figure that mends everything', () => {
  test.each([
    ['a leaf, digits swapped', ['档案馆', 0, '342.53'], 'row-sum', '342.35'],
    ['a leaf in a column that rolls up', ['档案馆', 2, '324.35'], 'row-sum', '342.35'],
    ['a 款', ['档案事务', 1, '471.00'], 'row-sum', '470.00'],
    ['a 类', ['社会保障和就业支出', 0, '143.02'], 'row-sum', '143.20'],
    ['the total', ['合计', 2, '342.53'], 'row-sum', '342.35'],
    ['the total of all', ['合计', 0, '1,072.00'], 'row-sum', '1,027.00'],
  ] as const)('%s', (_, change, rule, right) => {
    const [label, , printed] = change;
    expect(found(change)).toEqual([`${lineOf(label)}:${printed} ${rule} error → ${right}`]);
    // Its fix gives back the report as it was.
    const analysis = analyse(text(change));
    const finding = analysis.findings.find((f) => ARITHMETIC.test(f.rule))!;
    expect(finding.fixes).toHaveLength(1);
    expect(finding.fixes[0]?.preferred).toBe(true);
    expect(finding.fixes[0]?.safe).toBe(false);
    expect(fixed(analysis, finding)).toBe(text());
  });

  test('the finding names every broken relation', () => {
    const analysis = analyse(text(['档案馆', 2, '324.35']));
    const finding = analysis.findings.find((f) => f.rule === 'row-sum')!;
    const broken = analysis.graph.relations.filter((r) => analysis.graph.outcomes.get(r)?.state === 'broken');
    expect(broken.length).toBe(2);
    const related = finding.related.map((r) => r.range.start.line + 1);
    expect(related).toContain(lineOf('档案事务'));
    expect(finding.message).toContain('324.35');
    expect(finding.message).toContain('342.35');
  });

  test('the rule is that of the innermost broken relation', () => {
    // A leaf without parts of its own in its row: only the roll-up is broken at first sight, with the row sum intact.
    expect(found(['行政运行', 0, '471.00'], ['行政运行', 1, '471.00'])).toEqual(
      expect.arrayContaining([expect.stringContaining('rollup')]),
    );
  });

  test('a blank that should hold the amount', () => {
    expect(found(['行政单位离退休', 1, ''])).toEqual([`${lineOf('行政单位离退休')}: row-sum error → 62.10`]);
    expect(found(['合计', 1, ''])).toEqual([`${lineOf('合计')}: row-sum error → 684.65`]);
  });

  test('an amount where there should be none', () => {
    expect(found(['行政运行', 2, '5.00'])).toEqual([`${lineOf('行政运行')}:5.00 row-sum error → 0.00`]);
  });

  test('the correction is written as the author writes', () => {
    const wide = text(['档案馆', 0, '342.53']).replace('342.53', '３４２．５３');
    const finding = analyse(wide).findings.find((f) => f.rule === 'row-sum');
    expect(finding?.expected).toBe('３４２．３５');
    const plain = analyse(text(['合计', 0, '1072.00'])).findings.find((f) => f.rule === 'row-sum');
    expect(plain?.expected).toBe('1027.00');
  });
});

test('two amounts in one another’s place, in a list too long to tie them together', () => {
  const parts = Array.from({ length: 14 }, (_, i) => [30 + 7 * i, 500 + 11 * i] as const);
  const cells = (basic: number, project: number) => `${basic + project}.00 | ${basic}.00 | ${project}.00 |`;
  const sum = (column: 0 | 1) => parts.reduce((total, part) => total + part[column], 0);
  const rows = parts.map((p, i) => `| ${2010101 + i} | 第${i}项 | ${cells(...p)}`);
  const upper = ['201', '20101'].map((code) => `| ${code} | 一般公共服务 | ${cells(sum(0), sum(1))}`);
  // The other amounts of the two rows are stated elsewhere, too.
  const stated = [3, 7].flatMap((i) => {
    const [basic, project] = parts[i] as readonly [number, number];
    const row = `勾稽：支出决算表.${2010101 + i}`;
    return [`${row}.本年支出合计 = ${basic + project}.00`, `${row}.项目支出 = ${project}.00`];
  });
  const told = (body: readonly string[]) =>
    findings(analyse(report('决算', ...HEAD, ...upper, ...body, '', ...stated)), ARITHMETIC);
  expect(told(rows)).toEqual([]);
  const swapped = rows
    .with(3, rows[3]!.replace('51.00', '79.00'))
    .with(7, rows[7]!.replace('79.00', '51.00'));
  expect(told(swapped)).toEqual([
    `${FIRST + 5}:79.00 row-sum error → 51.00`,
    `${FIRST + 9}:51.00 row-sum error → 79.00`,
  ]);
});

describe('where blame is open', () => {
  // A row of its own: total and two parts, nothing else to ask.
  const row = (a: string, b: string, c: string) =>
    report('决算', ...HEAD, `| 201 | 一般公共服务支出 | ${a} | ${b} | ${c} |`);

  test('the relation is told once, at its total, with every way to mend it as a choice', () => {
    const analysis = analyse(row('9.00', '1.00', '2.00'));
    const [finding, ...more] = analysis.findings.filter((f) => ARITHMETIC.test(f.rule));
    expect(more).toEqual([]);
    expect(finding?.rule).toBe('row-sum');
    expect(findings(analysis, ARITHMETIC)).toEqual([`${FIRST}:9.00 row-sum error → 3.00`]);
    expect(finding?.fixes.every((f) => !f.preferred && !f.safe)).toBe(true);
    expect(finding?.fixes.map((f) => f.edits[0]?.newText).sort()).toEqual(['3.00', '7.00', '8.00']);
    expect(finding?.related.length).toBeGreaterThanOrEqual(2);
  });

  test('a negative amount is nobody’s slip where all are positive', () => {
    const analysis = analyse(row('1.00', '4.00', '2.00'));
    const finding = analysis.findings.find((f) => f.rule === 'row-sum');
    expect(finding?.fixes.map((f) => f.edits[0]?.newText)).toEqual(['6.00']);
  });

  test('parts tie: the same amount added to a leaf and its 款', () => {
    const verdicts = settle(analyse(text(['行政运行', 0, '471.00'], ['行政运行', 1, '471.00'])).graph);
    expect(verdicts.length).toBeGreaterThan(0);
    expect(verdicts.flatMap((v) => v.broken).length).toBe(2);
  });
});

test('a relation that holds binds a figure, whatever its factor', () => {
  const body = [
    '## 甲表',
    '| 项目 | 行次 | 金额 |',
    '| --- | ---: | ---: |',
    '| 甲 | 1 | 5.00 |',
    '| 乙 | 2 | 1.00 |',
    '| 丙 | 3 | 7.00 |',
    '| 丁 | 4 | 7.00 |',
    '注：3行＝（1+2）行；4行＝（1+2）行。',
    '',
    '勾稽：甲 = 乙 * 5',
  ];
  // 乙 as 2.00 would mend both sums and break the line that holds.
  const analysis = analyse(report('决算', ...body));
  const told = findings(analysis, ARITHMETIC);
  expect(told.some((f) => f.startsWith('11:1.00'))).toBe(false);
  expect(told).toEqual(['12:7.00 formula error → 6.00', '13:7.00 formula error → 6.00']);
});

describe('two slips', () => {
  test('far apart: one finding each', () => {
    expect(found(['档案馆', 0, '342.53'], ['住房公积金', 1, '74.15'])).toEqual([
      `${lineOf('档案馆')}:342.53 row-sum error → 342.35`,
      `${lineOf('住房公积金')}:74.15 row-sum error → 71.45`,
    ]);
  });

  test('in one column: still two causes, and every broken relation is told', () => {
    const analysis = analyse(text(['档案馆', 0, '342.53'], ['社会保障和就业支出', 0, '143.02']));
    const told = findings(analysis, ARITHMETIC);
    expect(told).toEqual([
      `${lineOf('档案馆')}:342.53 row-sum error → 342.35`,
      `${lineOf('社会保障和就业支出')}:143.02 row-sum error → 143.20`,
    ]);
  });

  test('in one row', () => {
    const told = found(['档案事务', 1, '407.00'], ['档案事务', 2, '324.35']);
    expect(told).toEqual([
      `${lineOf('档案事务')}:407.00 rollup error → 470.00`,
      `${lineOf('档案事务')}:324.35 row-sum error → 342.35`,
    ]);
  });
});

describe('waivers take relations out of the system', () => {
  const waived = (waiver: string) => {
    const lines = text(['档案馆', 0, '342.53']).split('\n');
    lines.splice(lineOf('档案馆') - 1, 0, waiver);
    return findings(analyse(lines.join('\n')), /row-sum|rollup|waiver/);
  };

  test('of their own rule only', () => {
    // The roll-up above still says that the cell is wrong, or what it adds up to.
    expect(waived('// 忽略 row-sum：口径不同').some((f) => f.includes('rollup'))).toBe(true);
    expect(waived('// 忽略 row-sum：口径不同').some((f) => f.includes('unused'))).toBe(false);
  });

  test('for the file', () => {
    const both = text(['档案馆', 0, '342.53']).replace(
      '## 支出决算表',
      '// 忽略全文 row-sum：甲\n// 忽略全文 rollup：乙\n## 支出决算表',
    );
    expect(findings(analyse(both), /row-sum|rollup|waiver/)).toEqual([]);
  });

  test('one that waives nothing is itself reported', () => {
    const lines = text().split('\n');
    lines.splice(lineOf('档案馆') - 1, 0, '// 忽略 row-sum：甲');
    expect(findings(analyse(lines.join('\n')), /waiver/)).toEqual([
      `${lineOf('档案馆')}:// 忽略 row-sum：甲 unused-waiver information`,
    ]);
  });
});

describe('who asks', () => {
  const bars = [
    '## 财政拨款“三公”经费支出决算表',
    '',
    '| 项目 | 决算数 |',
    '| --- | ---: |',
    '| 公务接待费 | 4.00 |',
    '',
    '## “三公”经费支出决算情况说明',
    '',
  ];
  const tabs = [
    '## 国有资本经营预算财政拨款支出决算表',
    '',
    '科目编码\t科目名称\t合计',
    '合计\t\t4.00',
    '',
    '## 国有资本经营预算财政拨款支出决算情况说明',
    '',
  ];
  const NAME = '国有资本经营预算财政拨款支出';
  const told = (...lines: readonly string[]) =>
    findings(analyse(report('决算', ...lines)), /^prose-figure$/).map((f) => f.replace(/^\d+:/, ''));

  test.each([
    ['bars', bars, '公务接待费支出5.00万元，公务接待费5.00万元用于国内接待，共接待3批次、9人次。'],
    ['tabs', tabs, `${NAME}5.00万元，${NAME}5.00万元主要用于补助。`],
  ])('a sentence that says an amount twice is one witness: %s', (_, table, sentence) => {
    expect(told(...table, sentence)).toEqual(['5.00 prose-figure error → 4.00']);
  });

  test('two sentences are two', () => {
    expect(told(...tabs, `${NAME}5.00万元。`, '', `${NAME}5.00万元，主要用于补助。`)).toEqual([
      '4.00 prose-figure error → 5.00',
    ]);
  });

  test.each([
    [
      'bars',
      [
        '| 收入 | 金额 | 支出 | 合计 | 一般公共预算财政拨款 |\n| --- | ---: | --- | ---: | ---: |\n| 一、一般公共预算财政拨款 | 4.00 | 本年支出合计 | 4.00 | 4.00 |',
        '| 科目编码 | 科目名称 | 合计 |\n| --- | --- | ---: |\n| 合计 |  | 4.00 |',
      ],
    ],
    [
      'tabs',
      [
        '收入\t金额\t支出\t合计\t一般公共预算财政拨款\n一、一般公共预算财政拨款\t4.00\t本年支出合计\t4.00\t4.00',
        '科目编码\t科目名称\t合计\n合计\t\t4.00',
      ],
    ],
  ])('two tables that agree outvote what sentences say again and again: %s', (_, [first, second]) => {
    const sentence = '一般公共预算财政拨款支出5.00万元。';
    const lines = [
      '## 财政拨款收入支出决算总表',
      '',
      first as string,
      '',
      '## 一般公共预算财政拨款支出决算表',
      '',
      second as string,
      '',
      '## 一般公共预算财政拨款支出决算情况说明',
      '',
      sentence,
      '',
      `${sentence}${sentence}`,
    ];
    expect(told(...lines)).toEqual(Array(3).fill('5.00 prose-figure error → 4.00'));
  });
});
