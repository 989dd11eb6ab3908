/** PDF tables over several pages, with and without ruled lines, drawn as reporting programs draw them. */
import { describe, expect, test } from 'vitest';
import { importFile } from '../../../server/src/exchange/import/index.ts';
import { open } from '../../../server/src/service.ts';
import { type PdfDrawing, pdf, ruled } from '../../support/pdf.ts';

const rowsOf = (text: string) =>
  open(text).report.tables.map(({ table }) =>
    table.block.lines
      .filter((l, i) => l.kind === 'bar' && table.block.roles[i] === 'row')
      .map((l) => l.text.replace(/\s*\|\s*/g, '|').slice(1, -1)),
  );

const over = (y: number): PdfDrawing['words'] => [
  [230, y, '2024 年部门支出总体情况表'],
  [460, y - 18, '公开11表'],
  [50, y - 36, '编制部门：某某县档案馆'],
  [430, y - 36, '金额单位：万元'],
];
const HEAD = ['科目编码', '科目名称', '合计', '基本支出', '项目支出'];
const WIDTHS = [80, 160, 90, 90, 80];
const page = (rows: readonly (readonly string[])[], words: PdfDrawing['words'] = []): PdfDrawing => {
  const table = ruled(50, 740, WIDTHS, rows);
  return { lines: table.lines ?? [], words: [...(words ?? []), ...(table.words ?? [])] };
};
const FIRST = [
  ['201', '一般公共服务支出', '310.00', '290.00', '20.00'],
  ['20126', '档案事务', '310.00', '290.00', '20.00'],
  ['2012601', '行政运行', '290.00', '290.00', ''],
];
const NEXT = [
  ['2012604', '档案馆', '20.00', '', '20.00'],
  ['', '合计', '310.00', '290.00', '20.00'],
];
const whole = [HEAD, ...FIRST, ...NEXT].map((row) => row.join('|'));

describe('one table over pages', () => {
  test.each<[string, PdfDrawing]>([
    ['title, number, unit and header again', page([HEAD, ...NEXT], over(800))],
    ['the header again', page([HEAD, ...NEXT])],
    ['nothing again', page(NEXT)],
  ])('%s', async (_, next) => {
    const made = await importFile('a.pdf', pdf([page([HEAD, ...FIRST], over(800)), next]));
    expect(rowsOf(made.text)).toEqual([whole]);
    expect(made.unsure).toEqual([]);
    expect(made.text.match(/公开11表/g)).toHaveLength(1);
  });

  test('a row that the page end cut in two, by what it lacks and by its digits', async () => {
    const cut = [...FIRST.slice(0, 2), ['20126', '行政', '290.0', '290.0', '']];
    const rest = [['01', '运行', '0', '0', ''], ...NEXT];
    const made = await importFile('a.pdf', pdf([page([HEAD, ...cut], over(800)), page([HEAD, ...rest])]));
    expect(rowsOf(made.text)).toEqual([whole]);
  });

  test('codes over three narrow columns, with fewer lines where no header stands over them', async () => {
    const wide = ruled(
      50,
      740,
      [30, 25, 25, 160, 90, 90, 80],
      [
        ['类', '款', '项', '科目名称', '合计', '基本支出', '项目支出'],
        ...FIRST.map(([code = '', ...rest]) => [code, '', '', ...rest]),
      ],
    );
    // The lines between 类, 款 and 项 end below the header: the codes are merged over all three.
    const lines = (wide.lines ?? []).map(([x1, y1, x2, y2]): readonly [number, number, number, number] =>
      x1 === x2 && (x1 === 80 || x1 === 105) ? [x1, 720, x2, y2] : [x1, y1, x2, y2],
    );
    const first: PdfDrawing = { lines, words: [...(over(800) ?? []), ...(wide.words ?? [])] };
    const made = await importFile('a.pdf', pdf([first, page(NEXT)]));
    const rows = rowsOf(made.text);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.at(-2)).toBe('2012604|||档案馆|20.00||20.00');
    expect(rows[0]?.at(-1)).toBe('|||合计|310.00|290.00|20.00');
  });

  test('words at the top of a page, between the same lines, are no header', async () => {
    const head = ['指标', '内容', '目标值', '完成值', '说明'];
    const first = page(
      [head, ['产出', '整理案卷', '500', '520', ''], ['', '开放案卷', '40', '40', '']],
      over(800),
    );
    const next = page([
      ['效益', '查阅便利', '提高', '提高', '群众满意'],
      ['', '满意率', '95', '98', ''],
    ]);
    const made = await importFile('a.pdf', pdf([first, next]));
    const rows = rowsOf(made.text);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.slice(-2)).toEqual(['效益|查阅便利|提高|提高|群众满意', '|满意率|95|98|']);
  });
});

test('words that run out of a cell of fixed height go back into it', async () => {
  const table = ruled(
    50,
    740,
    [120, 60],
    [
      ['项目', '本年补助'],
      ['栏次', '1'],
      ['办公费', '3.20'],
      ['印刷费', '1.10'],
    ],
  );
  const made = await importFile(
    'a.pdf',
    // The third line of the header is printed over the number of the column.
    pdf([{ ...table, words: [...(table.words ?? []), [174, 716.5, '支出'], [174, 707, '数']] }]),
  );
  expect(made.text).toContain('本年补助支出数');
  expect(made.text).toMatch(/\| 栏次 +\| +1 \|/);
});

test.each([
  ['below', [192, 716, '合计'], '其他补助收入合计', '1'],
  ['above', [192, 738, '政府'], '政府其他补助收入', '1'],
] as const)('a centred line printed over the rule %s', async (_, line, name, number) => {
  const table = ruled(
    50,
    760,
    [120, 60],
    [
      ['单位：', '万元'],
      ['项目', '其他补助收入'],
      ['栏次', '1'],
      ['办公费', '3.20'],
    ],
  );
  const [, unit, , head] = table.words ?? [];
  const words = (table.words ?? []).map((w) => (w === head ? ([174, 727, w[2]] as const) : w));
  const made = await importFile('a.pdf', pdf([{ ...table, words: [...words, line] }]));
  expect(unit?.[2]).toBe('万元');
  expect(made.text).toContain(`| ${name} |`);
  expect(made.text).toMatch(new RegExp(`\\| 栏次 +\\| +${number} \\|`));
});

describe('without ruled lines', () => {
  const AT = [50, 140, 300, 390, 480];
  const line = (y: number, row: readonly string[]): PdfDrawing['words'] =>
    row.flatMap((text, c) => (text === '' ? [] : [[AT[c] as number, y, text] as const]));
  const lines = (top: number, rows: readonly (readonly string[])[]) =>
    rows.flatMap((row, i) => line(top - i * 20, row) ?? []);

  test('title, unit and header again on each page: one table, and the unit is no column', async () => {
    const made = await importFile(
      'a.pdf',
      pdf([
        { words: [...(over(800) ?? []), ...lines(740, [HEAD, ...FIRST])] },
        { words: [...(over(800) ?? []), ...lines(740, [HEAD, ...NEXT])] },
      ]),
    );
    expect(rowsOf(made.text)).toEqual([whole]);
    expect(made.unsure).toHaveLength(1);
  });

  test('the total alone on the next page', async () => {
    const made = await importFile(
      'a.pdf',
      pdf([
        { words: [...(over(800) ?? []), ...lines(740, [HEAD, ...FIRST, ...NEXT.slice(0, 1)])] },
        { words: lines(780, NEXT.slice(1)) },
      ]),
    );
    expect(rowsOf(made.text)).toEqual([whole]);
  });

  test('numbers of columns in the middle, figures at the right; a figure beside the next name', async () => {
    const words: [number, number, string][] = [
      [60, 740, '项目'],
      [160, 740, '金额'],
      [220, 740, '去向'],
      [330, 740, '数额'],
      [60, 720, '栏次'],
      [164, 720, '1'],
      [334, 720, '2'],
      [50, 700, '拨入'],
      [181, 700, '120.00'],
      [212, 700, '人员工资'],
      [351, 700, '80.00'],
      [50, 680, '自筹'],
      [186, 680, '30.00'],
      [212, 680, '房屋修缮'],
      [351, 680, '70.00'],
    ];
    const made = await importFile('a.pdf', pdf([{ words }]));
    expect(rowsOf(made.text)).toEqual([
      ['项目|金额|去向|数额', '栏次|1||2', '拨入|120.00|人员工资|80.00', '自筹|30.00|房屋修缮|70.00'],
    ]);
  });

  const EDGES = [50, 110, 230, 300, 360, 420, 480, 545];
  const widthOf = (text: string) => [...text].reduce((sum, c) => sum + (c < '\u0080' ? 4.5 : 9), 0);
  const centred = (from: number, to: number, y: number, text: string) =>
    [((EDGES[from] as number) + (EDGES[to] as number) - widthOf(text)) / 2, y, text] as const;
  const NAMES = [
    centred(0, 2, 740, '科目'),
    centred(3, 6, 740, '本年安排'),
    centred(2, 3, 732, '上年执行'),
    // Broken over two lines by its column.
    centred(6, 7, 737.5, '比上年增'),
    centred(6, 7, 726.5, '减额'),
    ...['编码', '名称', '', '合计', '人员', '公用'].flatMap((text, c) =>
      text === '' ? [] : [centred(c, c + 1, 724, text)],
    ),
  ];
  const ROWS = [
    ['205', '教育支出', '90.00', '100.00', '60.00', '40.00', ''],
    ['20502', '普通教育', '90.00', '100.00', '60.00', '40.00', ''],
    ['229', '其他支出', '', '1,207.50', '', '1,207.50', '7.50'],
  ];

  test.each(['left', 'right'] as const)(
    'names in the middle of their cells, figures at the %s: all columns, also one with a single figure',
    async (side) => {
      const figure = (text: string, c: number, y: number) =>
        side === 'left'
          ? ([(EDGES[c] as number) + 2, y, text] as const)
          : ([(EDGES[c + 1] as number) - 2 - widthOf(text), y, text] as const);
      const rows = ROWS.flatMap((row, r) =>
        row.flatMap((text, c) => {
          const y = 690 - r * 16;
          if (text === '') return [];
          return [c < 2 ? ([(EDGES[c] as number) + 2, y, text] as const) : figure(text, c, y)];
        }),
      );
      const numbers = ['1', '2', '3', '4', '5'].map((text, i) => centred(i + 2, i + 3, 708, text));
      const made = await importFile('a.pdf', pdf([{ words: [...NAMES, ...numbers, ...rows] }]));
      expect(rowsOf(made.text)).toEqual([
        [
          '科目/编码|科目/名称|上年执行|本年安排/合计|本年安排/人员|本年安排/公用|比上年增减额',
          '||1|2|3|4|5',
          ...ROWS.map((row) => row.join('|')),
        ],
      ]);
      expect(made.unsure).toHaveLength(1);
    },
  );

  test('a name in the middle of nothing leaves all of it as lines', async () => {
    const astray = NAMES.map((n) => (n[2] === '本年安排' ? ([n[0] + 25, n[1], n[2]] as const) : n));
    const rows = ROWS.flatMap((row, r) =>
      row.flatMap((text, c) =>
        text === '' ? [] : [[(EDGES[c] as number) + 2, 690 - r * 16, text] as const],
      ),
    );
    const made = await importFile('a.pdf', pdf([{ words: [...astray, ...rows] }]));
    expect(rowsOf(made.text)).toEqual([]);
    expect(made.unsure).toHaveLength(1);
  });

  test('a part that is not clear leaves all of it as lines, under one mark', async () => {
    const made = await importFile(
      'a.pdf',
      pdf([
        { words: [...(over(800) ?? []), ...lines(740, [HEAD, ...FIRST])] },
        // Two figures so near that nobody can say which columns they are in.
        {
          words: [
            [50, 780, '2012604'],
            [140, 780, '档案馆'],
            [340, 780, '20.00'],
            [440, 780, '20.00'],
          ],
        },
      ]),
    );
    expect(rowsOf(made.text)).toEqual([]);
    expect(made.text.match(/^\/\/ 待核对（缺行、缺栏）：/gm)).toHaveLength(1);
    for (const row of [...FIRST, ['2012604', '档案馆', '20.00']])
      for (const cell of row) expect(made.text).toContain(cell);
  });
});

describe('titles that are too long for a line', () => {
  const SIZE = 9;
  /** Centred on the page. */
  const centred = (y: number, text: string): [number, number, string] => [
    (595 - text.length * SIZE) / 2,
    y,
    text,
  ];
  const UPPER =
    '（二）农村义务教育阶段学校数字化校园与薄弱学校宿舍厕所食堂等基本办学条件改造提升以及偏远教学点供暖、饮水';
  const LOWER = '安全保障项目支出绩效目标表';
  const document = (...title: PdfDrawing['words'] & object) => {
    const table = ruled(50, 700, WIDTHS, [HEAD, ...FIRST]);
    const more = ruled(50, 440, WIDTHS, [HEAD, ...FIRST]);
    return pdf([
      {
        lines: [...(table.lines ?? []), ...(more.lines ?? [])],
        words: [
          [50, 790, '五、有关项目的绩效目标'],
          centred(770, '（一）校车运行项目支出绩效目标表'),
          [50, 724, '项目编号：7731 实施单位：某县教育局 金额单位：万元'],
          ...(table.words ?? []),
          ...title,
          [50, 460, '项目编号：7732 实施单位：某县教育局 金额单位：万元'],
          ...(more.words ?? []),
          [
            50,
            300,
            '以上各项目由单位按照批复的年初预算填报，年度执行中按照规定程序作了调整的，以调整后的数为准列示并公开',
          ],
        ],
      },
    ]);
  };
  const headings = async (bytes: Uint8Array) =>
    (await importFile('a.pdf', bytes)).text.split('\n').filter((line) => line.startsWith('#'));

  test('are one heading, deeper than the one that they are counted under', async () => {
    const made = await headings(document(centred(520, UPPER), centred(500, LOWER)));
    expect(made).toContain(`### ${UPPER}${LOWER}`);
    expect(made).toContain('## 五、有关项目的绩效目标');
    expect(made).toContain('### （一）校车运行项目支出绩效目标表');
  });

  test('but lines that a person broke stay two', async () => {
    const made = await headings(document(centred(520, '某县教育局'), centred(500, LOWER)));
    expect(made.some((h) => h.includes(`教育局${LOWER}`))).toBe(false);
  });
});
