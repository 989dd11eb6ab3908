/** Tables as provinces lay them out: a right table is silent, and a slip in it is found all the same. */
import { describe, expect, test } from 'vitest';
import { analyse, findings, report, tables } from '../../support/read.ts';

const WRONG =
  /^(?:total|rollup|row-sum|balance|formula|prose-figure|duplicate-table|code-name|ragged-row|bad-number)$/;

type Grid = readonly (readonly string[])[];

/** A table as bar rows (with `heads` rows above the delimiter row) or as tab rows. */
function write(grid: Grid, dialect: 'bar' | 'tab', heads = 1): string[] {
  if (dialect === 'tab') return grid.map((row) => row.join('\t'));
  const rows = grid.map((row) => `| ${row.join(' | ')} |`);
  rows.splice(heads, 0, `|${' --- |'.repeat(grid[0]?.length ?? 0)}`);
  return rows;
}

interface Kind {
  readonly kind: '决算' | '预算';
  readonly title: string;
  readonly total: string;
}

const KINDS: readonly Kind[] = [
  { kind: '决算', title: '支出决算表', total: '本年支出合计' },
  { kind: '预算', title: '支出预算总表', total: '合计' },
];

const CODES: Grid = [
  ['合计', '', '100.00', '60.00', '40.00'],
  ['213', '农林水支出', '80.00', '40.00', '40.00'],
  ['21303', '水利', '80.00', '40.00', '40.00'],
  ['221', '住房保障支出', '20.00', '20.00', ''],
  ['22102', '住房改革支出', '20.00', '20.00', ''],
];

/** Rows of a total, 基本支出 and 项目支出 in another order, with more columns. */
const rowsAs = (make: (row: readonly string[]) => string[], rows: Grid = CODES): string[][] => rows.map(make);

const cases: [string, (k: Kind) => { grid: Grid; heads?: number }][] = [
  [
    'total column last',
    (k) => ({
      grid: [
        ['科目编码', '科目名称', '基本支出', '项目支出', k.total],
        ...rowsAs(([c = '', n = '', t = '', b = '', p = '']) => [c, n, b, p, t]),
      ],
    }),
  ],
  ...(['上年决算数', '上年预算数', '上年执行数', '2021年决算数', '去年同期数'] as const).map(
    (header): [string, (k: Kind) => { grid: Grid }] => [
      `${header} at the end`,
      (k) => ({
        grid: [
          ['科目编码', '科目名称', k.total, '基本支出', '项目支出', header],
          ...rowsAs((row) => [...row, row[2] ?? '']),
        ],
      }),
    ],
  ),
  ...(['增减额', '比上年增减', '与上年比较', '增减变动额', '较上年增减数'] as const).map(
    (header): [string, (k: Kind) => { grid: Grid }] => [
      `${header} between`,
      (k) => ({
        grid: [
          ['科目编码', '科目名称', k.total, '上年数', header, '增减%', '基本支出', '项目支出'],
          ...rowsAs(([c = '', n = '', t = '', b = '', p = '']) => [c, n, t, b, p, '12.50', b, p]),
        ],
      }),
    ],
  ),
  [
    'nested last year before this',
    (k) => ({
      heads: 2,
      grid: [
        ['科目编码', '科目名称', '上年数', '', '', '本年数', '', ''],
        ['', '', k.total, '基本支出', '项目支出', k.total, '基本支出', '项目支出'],
        ...rowsAs(([c = '', n = '', t = '', b = '', p = '']) => [c, n, b, b, '', t, b, p]),
      ],
    }),
  ],
  ...(['备注', '说明', '附注', '摘要', '备注（说明）'] as const).map(
    (header): [string, (k: Kind) => { grid: Grid }] => [
      `${header} and 栏次`,
      (k) => ({
        grid: [
          ['科目编码', '科目名称', k.total, '基本支出', '项目支出', header],
          ['栏次', '', '1', '2', '3', ''],
          ...rowsAs((row) => [...row, row[0] === '221' ? '公积金' : '']),
        ],
      }),
    ],
  ),
  ...(['单位名称', '部门', '预算单位', '主管部门', '部门（单位）名称'] as const).map(
    (header): [string, (k: Kind) => { grid: Grid }] => [
      `${header} before the code`,
      (k) => ({
        grid: [
          ['单位编码', header, '科目编码', '科目名称', k.total, '基本支出', '项目支出'],
          ...rowsAs((row) =>
            row[0] === '合计' ? ['', ...row.slice(0, 1), '', '', ...row.slice(2)] : ['101', '某局', ...row],
          ),
        ],
      }),
    ],
  ),
  [
    'header of three rows',
    (k) => ({
      heads: 3,
      grid: [
        ['项目', '', '', '', k.total, '基本支出', '项目支出'],
        ['功能分类科目编码', '', '', '科目名称', '', '', ''],
        ['类', '款', '项', '', '', '', ''],
        ...rowsAs(([c = '', n = '', ...rest]) => [c.slice(0, 3), c.slice(3, 5), '', n, ...rest]),
      ],
    }),
  ],
  [
    'header of three rows, cells printed over and over, 栏次 below',
    (k) => ({
      heads: 4,
      grid: [
        ['项目', '项目', '项目', '项目', k.total, '基本支出', '项目支出'],
        ['科目编码', '科目编码', '科目编码', '科目名称', k.total, '基本支出', '项目支出'],
        ['类', '款', '项', '科目名称', k.total, '基本支出', '项目支出'],
        ['栏次', '', '', '', '1', '2', '3'],
        ...rowsAs(([c = '', n = '', ...rest]) => [c.slice(0, 3), c.slice(3, 5), '', n, ...rest]),
      ],
    }),
  ],
  [
    '小计 below each group',
    (k) => ({
      grid: [
        ['科目编码', '科目名称', k.total, '基本支出', '项目支出'],
        ...CODES.slice(1, 3),
        ['', '小计', '80.00', '40.00', '40.00'],
        ...CODES.slice(3),
        ['', '小计', '20.00', '20.00', ''],
        ...CODES.slice(0, 1),
      ],
    }),
  ],
  [
    '小计 above each group',
    (k) => ({
      grid: [
        ['科目编码', '科目名称', k.total, '基本支出', '项目支出'],
        ...CODES.slice(0, 1),
        ['', '小计', '80.00', '40.00', '40.00'],
        ...CODES.slice(1, 3),
        ['', '小计', '20.00', '20.00', ''],
        ...CODES.slice(3),
      ],
    }),
  ],
  [
    '小计 nested',
    (k) => ({
      grid: [
        ['科目编码', '科目名称', k.total, '基本支出', '项目支出'],
        ['21301', '农业农村', '30.00', '30.00', ''],
        ['', '小计', '30.00', '30.00', ''],
        ['21303', '水利', '50.00', '10.00', '40.00'],
        ['', '小计', '50.00', '10.00', '40.00'],
        ['', '农林水支出小计', '80.00', '40.00', '40.00'],
        ...CODES.slice(3),
        ['', '小计', '20.00', '20.00', ''],
        ...CODES.slice(0, 1),
      ],
    }),
  ],
];

describe.each(KINDS)('$kind', (k) => {
  describe.each(['bar', 'tab'] as const)('%s rows', (dialect) => {
    const told = (grid: Grid, heads = 1) => {
      const text = report(k.kind, `## ${k.title}`, '', ...write(grid, dialect, heads));
      return findings(analyse(text), WRONG);
    };

    test.each(cases)('%s', (_, make) => {
      const { grid, heads } = make(k);
      expect(told(grid, heads)).toEqual([]);
      // The total of the year, and nothing else, is one too many.
      const broken = grid.map((row) =>
        row.includes('合计') ? row.map((cell) => (cell === '100.00' ? '170.00' : cell)) : row,
      );
      expect(told(broken, heads).some((f) => f.includes('170.00'))).toBe(true);
    });
  });
});

describe('a table over several pages', () => {
  const HEAD = ['科目编码', '科目名称', '合计', '基本支出', '项目支出'];
  const between = [
    ['（续表）'],
    ['（续）'],
    ['续表'],
    ['续上表：'],
    ['接上页'],
    ['## 续表'],
    ['## 支出决算表（续表）'],
    ['## 三、支出决算表（续表一）'],
    ['## （续）支出决算表', '公开03表    金额单位：万元'],
    ['## 表三（续）支出决算表'],
    ['## 支出决算表'],
    ['支出决算表'],
    ['公开03表（续）'],
    ['12'],
    ['—10—'],
    ['- 11 -'],
    ['第 3 页 共 9 页'],
    ['第3页/共9页'],
    ['3/9'],
    ['－ １２ －', '', '支出决算表（续）'],
  ];
  const parts = (gap: readonly string[], dialect: 'bar' | 'tab', header: boolean) => {
    const rest = CODES.slice(3);
    const second = header
      ? write([HEAD, ...rest], dialect)
      : dialect === 'bar'
        ? rest.map((row) => `| ${row.join(' | ')} |`)
        : write(rest, dialect);
    return report(
      '决算',
      '## 支出决算表',
      '公开03表    金额单位：万元',
      '',
      ...write([HEAD, ...CODES.slice(0, 3)], dialect),
      '',
      ...gap,
      '',
      ...second,
    );
  };

  test.each(between)('%s', (...gap) => {
    for (const dialect of ['bar', 'tab'] as const)
      for (const header of [true, false]) {
        const analysis = analyse(parts(gap, dialect, header));
        expect([dialect, header, analysis.report.tables.length, findings(analysis, WRONG)]).toEqual([
          dialect,
          header,
          1,
          [],
        ]);
        expect(analysis.report.tables[0]?.table.rows.map((r) => r.code)).toEqual(
          CODES.map(([c]) => (c === '合计' ? undefined : c)),
        );
      }
  });

  test.each([['## 支出决算表'], ['—10—'], ['支出决算表']])(
    'where each row names its unit, and rows repeat names of lower levels: %s',
    (gap) => {
      const unit = (rows: Grid) => rows.map((row) => ['农业农村局', ...row]);
      const split = (head: Grid, first: Grid, second: Grid) =>
        tables(
          report(
            '决算',
            '## 支出决算表',
            '',
            ...write([...head, ...first], 'bar'),
            '',
            gap,
            '',
            ...write([...head, ...second], 'bar'),
          ),
        );
      const units = split([['单位名称', ...HEAD]], unit(CODES.slice(0, 3)), unit(CODES.slice(3)));
      expect(units.map((t) => t.rows.length)).toEqual([CODES.length]);
      // Codes in three columns, the upper levels left blank: names come back under another 款.
      const columns = [['类', '款', '项', '科目名称', '合计', '基本支出', '项目支出']];
      const rows = (last: string): Grid => [
        ['213', '', '', '农林水支出', '40.00', '40.00', ''],
        ['', '03', '', '水利', '40.00', '40.00', ''],
        ['', '', '01', '行政运行', '30.00', '30.00', ''],
        ['', '', '02', last, '10.00', '10.00', ''],
      ];
      const [first, second] = [rows('机关服务'), rows('其他支出').slice(2)];
      expect(split(columns, [...first, ['', '05', '', '扶贫', '40.00', '40.00', '']], second).length).toBe(1);
    },
  );

  test('the table again, of another unit, is a table of its own', () => {
    const rows = (unit: string) => CODES.map((row) => [unit, ...row]);
    const both = tables(
      report(
        '决算',
        '## 支出决算表',
        '',
        ...write([['单位名称', ...HEAD], ...rows('甲局')], 'bar'),
        '',
        '## 支出决算表',
        '',
        ...write([['单位名称', ...HEAD], ...rows('甲局')], 'bar'),
      ),
    );
    expect(both.length).toBe(2);
  });

  test('rows of a second level that come back in the other half go on', () => {
    const head = ['项目', '预算数', '项目', '合计'];
    const first = [
      ['一、当年拨款', '50.00', '一、教育支出', '60.00'],
      ['（一）一般公共预算资金', '50.00', '', ''],
      ['（二）政府性基金', '', '', ''],
      ['二、上年结转', '10.00', '', ''],
    ];
    const second = [
      ['（一）一般公共预算资金', '10.00', '', ''],
      ['（二）政府性基金', '', '', ''],
      ['收入总计', '60.00', '支出总计', '60.00'],
    ];
    const title = '## 财政拨款收支预算总表';
    expect(
      tables(
        report(
          '预算',
          title,
          '',
          ...write([head, ...first], 'bar'),
          '',
          title,
          '',
          ...write([head, ...second], 'bar'),
        ),
      ).map((t) => t.rows.filter((r) => r.label !== '').length),
    ).toEqual([9]);
  });

  test('what does not go on is a table of its own', () => {
    const own = (gap: string, second: Grid) =>
      tables(
        report(
          '决算',
          '## 支出决算表',
          '',
          ...write([HEAD, ...CODES], 'bar'),
          '',
          gap,
          '',
          ...write(second, 'bar'),
        ),
      ).length;
    // The same rows again, another title, another header, a sentence between, another unit of money.
    expect(own('## 支出决算表', [HEAD, ...CODES])).toBe(2);
    expect(own('## 一般公共预算财政拨款支出决算表', [HEAD, ...CODES])).toBe(2);
    expect(own('## 收入决算表（续表）', [HEAD, ...CODES.slice(3)])).toBe(2);
    expect(
      own('（续表）', [
        ['项目', '金额'],
        ['合计', '1.00'],
      ]),
    ).toBe(2);
    expect(own('以上各项由财政局负责办理手续。', [HEAD, ...CODES.slice(3)])).toBe(2);
  });
});

describe('rows of a paste', () => {
  test.each([
    [
      '三公',
      '财政拨款“三公”经费支出决算表',
      [
        ['项目', '预算数', '决算数'],
        ['合计', '6.00', '5.00'],
        ['1.因公出国（境）费', '', ''],
        ['2.公务用车购置及运行维护费', '4.00', '3.00'],
        ['其中：公务用车购置费', '', ''],
        ['公务用车运行维护费', '4.00', '3.00'],
        ['3.公务接待费', '2.00', '2.00'],
      ],
    ],
    [
      'blank rows first',
      '收入支出决算总表',
      [
        ['项目', '金额', '项目', '金额'],
        ['一、一般公共预算财政拨款收入', '', '一、一般公共服务支出', ''],
        ['二、政府性基金预算财政拨款收入', '', '二、外交支出', ''],
        ['三、事业收入', '9.00', '三、农林水支出', '9.00'],
        ['本年收入合计', '9.00', '本年支出合计', '9.00'],
        ['总计', '9.00', '总计', '9.00'],
      ],
    ],
    [
      '行次 beside blanks',
      '收入支出决算总表',
      [
        ['项目', '行次', '金额', '项目', '行次', '金额'],
        ['一、一般公共预算财政拨款收入', '1', '9.00', '一、一般公共服务支出', '6', '9.00'],
        ['二、事业收入', '2', '', '', '7', ''],
        ['三、其他收入', '3', '', '', '8', ''],
        ['本年收入合计', '4', '9.00', '本年支出合计', '9', '9.00'],
        ['总计', '5', '9.00', '总计', '10', '9.00'],
      ],
    ],
  ] as const)('%s', (_, title, grid) => {
    for (const dialect of ['bar', 'tab'] as const) {
      const analysis = analyse(
        report('决算', `## ${title}`, '', ...write(grid, dialect), '注：本表反映有关情况。'),
      );
      expect([dialect, findings(analysis, WRONG), analysis.report.tables.length]).toEqual([dialect, [], 1]);
      const [table] = analysis.report.tables;
      expect(new Set(table?.table.rows.map((r) => r.line)).size).toBe(grid.length - 1);
    }
  });

  test.each([
    [
      'two header rows and 栏次',
      [
        ['项目', '项目', '年初结转和结余', '本年收入', '本年支出', '本年支出'],
        ['科目编码', '科目名称', '', '', '小计', '基本支出'],
        ['栏次', '', '1', '2', '3', '4'],
        ['', '', '', '', '', ''],
      ],
    ],
    [
      'header rows only',
      [
        ['项目', '', '年初结转和结余', '本年支出', ''],
        ['科目编码', '科目名称', '', '小计', '基本支出'],
      ],
    ],
    [
      'one header row',
      [
        ['科目编码', '科目名称', '本年支出'],
        ['', '', ''],
      ],
    ],
    [
      '栏次 that counts',
      [
        ['科目编码', '科目名称', '本年收入', '本年支出'],
        ['', '', '1', '2'],
      ],
    ],
    [
      '合计 without amounts',
      [
        ['科目编码', '科目名称', '本年收入', '本年支出'],
        ['合计', '', '', ''],
      ],
    ],
  ] as const)('an empty table: %s', (_, grid) => {
    const [table] = tables(
      report(
        '决算',
        '## 政府性基金预算财政拨款收入支出决算表',
        '',
        ...write(grid, 'tab'),
        '注：本单位没有政府性基金收支。',
      ),
    );
    expect(table?.empty).toBe(true);
  });
});

describe('grids', () => {
  const title = '## 财政拨款“三公”经费支出决算表';

  test('no sum is made without a column whose header was not understood', () => {
    const text = (last: string) =>
      report(
        '决算',
        title,
        '',
        ...write(
          [
            [
              '合计',
              '因公出国（境）费',
              '公务用车购置及运行维护费/小计',
              '公务用车购置及运行维护费/公务用车购置费',
              '公务用车购置及运行维护费/公务用车运行维护费',
              last,
            ],
            ['11.49', '0', '9.38', '0', '9.38', '2.11'],
          ],
          'bar',
        ),
      );
    expect(findings(analyse(text('公务接待费')), WRONG)).toEqual([]);
    expect(findings(analyse(text('招待支出')), WRONG)).toEqual([]);
    expect(findings(analyse(text('公务接待费').replace('11.49', '11.94')), WRONG)).not.toEqual([]);
  });

  test('a heading of dashes over the items is no total', () => {
    const grid = [
      ['项目', '预算数', '决算数'],
      ['一、“三公”经费支出', '—', '—'],
      ['（一）支出合计', '10.00', '9.00'],
      ['1．因公出国（境）费', '', ''],
      ['2．公务用车购置及运行维护费', '8.00', '7.00'],
      ['3．公务接待费', '2.00', '2.00'],
    ];
    expect(findings(analyse(report('决算', title, '', ...write(grid, 'bar'))), WRONG)).toEqual([]);
    const wrong = grid.map((row) => row.map((c) => (c === '9.00' ? '9.80' : c)));
    expect(findings(analyse(report('决算', title, '', ...write(wrong, 'bar'))), WRONG)).not.toEqual([]);
  });
});

describe('which form', () => {
  const formOf = (kind: '决算' | '预算', title: string, ...grid: readonly string[][]) =>
    tables(report(kind, `## ${title}`, '', ...write(grid, 'bar')))[0]?.form?.id;
  const codes = [['科目编码', '科目名称', '合计', '基本支出', '项目支出'], ...CODES.map((r) => [...r])];
  const items = [
    ['“三公”经费合计', '因公出国（境）费', '公务用车购置及运行费', '公务接待费'],
    ['6', '1', '3', '2'],
  ];

  test.each([
    ['预算', '一般公共预算“三公”经费支出预算表', items, '预算09'],
    ['预算', '区本级“三公”经费预算支出表', items, '预算09'],
    ['决算', '财政拨款“三公”经费支出情况表', items, '决算09'],
    ['决算', '部门支出决算总体情况表', codes, '决算03'],
    ['决算', '一般公共预算支出决算情况表', codes, '决算05'],
    ['预算', '部门支出总体情况表', codes, '预算03'],
    // About more than expenditure alone: none of the forms that the words end in.
    ['决算', '债务利息支出决算表', codes, undefined],
    ['预算', '会议费支出预算表', codes, undefined],
  ] as const)('%s %s', (kind, title, grid, id) => {
    expect(formOf(kind, title, ...grid.map((r) => [...r]))).toBe(id);
  });
});

describe('panels', () => {
  const told = (...body: string[]) =>
    findings(analyse(report('预算', '## 部门收支总表', '', ...body)), WRONG);

  test('收入 and 支出 head panels of their own', () => {
    const grid = (amount: string) => [
      ['收入', '预算数', '支出', '预算数'],
      ['一、一般公共预算拨款收入', '9.00', '一、农林水支出', amount],
      ['二、事业收入', '', '二、住房保障支出', '2.00'],
      ['本年收入合计', '9.00', '本年支出合计', '9.00'],
      ['收入总计', '9.00', '支出总计', '9.00'],
    ];
    for (const dialect of ['bar', 'tab'] as const) {
      expect(told(...write(grid('7.00'), dialect))).toEqual([]);
      expect(told(...write(grid('7.70'), dialect))).not.toEqual([]);
    }
  });

  test('a panel by nature divides the same total and adds nothing', () => {
    const grid = (amount: string) => [
      ['收入/项目', '收入/预算数', '支出/支出性质', '支出/预算数', '支出/功能分类', '支出/预算数'],
      ['一、一般公共预算拨款收入', '9.00', '一、基本支出', '5.00', '一、农林水支出', amount],
      ['', '', '二、项目支出', '4.00', '二、住房保障支出', '2.00'],
      ['本年收入合计', '9.00', '本年支出合计', '9.00', '本年支出合计', '9.00'],
    ];
    expect(told(...write(grid('7.00'), 'bar'))).toEqual([]);
    expect(told(...write(grid('7.70'), 'bar'))).not.toEqual([]);
  });
});

test('a sentence means the whole of the year, wherever its column stands, and a fund its own', () => {
  const grid = [
    ['科目编码', '科目名称', '上年决算数', '基本支出', '项目支出', '合计'],
    ['合计', '', '70.00', '60.00', '40.00', '100.00'],
    ['213', '农林水支出', '50.00', '40.00', '40.00', '80.00'],
    ['221', '住房保障支出', '20.00', '20.00', '', '20.00'],
  ];
  const said = (amount: string) =>
    findings(
      analyse(
        report(
          '决算',
          '## 一般公共预算财政拨款支出决算表',
          '',
          ...write(grid, 'bar'),
          '',
          '## 一般公共预算财政拨款支出决算情况说明',
          `2022年度一般公共预算财政拨款支出100.00万元，其中：农林水（类）支出${amount}万元。`,
        ),
      ),
      /^prose-figure$/,
    );
  expect(said('80.00')).toEqual([]);
  expect(said('81.00')).not.toEqual([]);
  const funds = (amount: string) =>
    findings(
      analyse(
        report(
          '决算',
          '## 财政拨款收入支出决算总表',
          '',
          ...write(
            [
              ['项目', '决算数', '项目', '合计', '一般公共预算财政拨款', '政府性基金预算财政拨款'],
              ['本年收入合计', '51.27', '本年支出合计', '51.27', '44.54', '6.73'],
            ],
            'bar',
          ),
          '',
          `政府性基金预算财政拨款年初结转和结余0万元，本年支出${amount}万元，年末结转和结余0万元。`,
        ),
      ),
      /^prose-figure$/,
    );
  expect(funds('6.73')).toEqual([]);
  expect(funds('6.37')).not.toEqual([]);
});
