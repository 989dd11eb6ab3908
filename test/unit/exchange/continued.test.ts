/** Tables over several pages: one table each, in whatever way the next page begins. */
import { describe, expect, test } from 'vitest';
import { continued } from '../../../server/src/exchange/import/continued.ts';
import { gridOf, own, splitGrid } from '../../../server/src/exchange/import/grid.ts';
import type { GridCell, Piece } from '../../../server/src/exchange/import/types.ts';
import { pageNumber } from '../../../server/src/exchange/import/words.ts';

type Rows = readonly (readonly string[])[];

const HEAD: Rows = [['功能科目编码', '功能科目名称', '总额', '在编人员支出', '专项支出']];
const FIRST: Rows = [
  ['206', '科学技术支出', '931.40', '130.40', '801.00'],
  ['20604', '技术研究与开发', '931.40', '130.40', '801.00'],
  ['2060404', '科技成果转化与扩散', '130.40', '130.40', ''],
];
const NEXT: Rows = [
  ['2060499', '其他技术研究与开发支出', '801.00', '', '801.00'],
  ['211', '节能环保支出', '17.00', '', '17.00'],
];

const page = (rows: Rows): Piece[] => [{ kind: 'blank' }, ...splitGrid(gridOf(rows)), { kind: 'blank' }];
const title: Piece = { kind: 'heading', level: 2, text: '财政专户支出明细表' };
const number: Piece = { kind: 'line', text: '公开14表' };
const unit: Piece = { kind: 'line', text: '编制单位：临河县科技局    金额单位：万元' };
const over = [title, number, unit];

function tables(pieces: readonly Piece[]): string[][][] {
  return continued(pieces).flatMap((p) =>
    p.kind === 'table' ? [p.rows.map((row: readonly GridCell[]) => row.map(own))] : [],
  );
}

const whole = [[...HEAD, ...FIRST, ...NEXT].map((row) => [...row])];

describe('one table', () => {
  test.each<[string, Piece[]]>([
    ['its title, number, unit and header again', [...over, ...page([...HEAD, ...NEXT])]],
    [
      'its title with （续表）',
      [{ ...title, text: '财政专户支出明细表（续表）' } as Piece, ...page([...HEAD, ...NEXT])],
    ],
    ['续表 alone, and a header', [{ kind: 'line', text: '续表' }, ...page([...HEAD, ...NEXT])]],
    ['its header alone', page([...HEAD, ...NEXT])],
    ['no header', page(NEXT)],
    ['no header, behind the number of the page', [{ kind: 'line', text: '— 7 —' }, ...page(NEXT)]],
  ])('%s', (_, more) => {
    expect(tables([...over, ...page([...HEAD, ...FIRST]), ...more])).toEqual(whole);
  });

  test('a column that is blank on the next page stays where it is', () => {
    const blank = NEXT.map((row) => row.map((t, c) => (c === 3 ? '' : t)));
    expect(tables([...over, ...page([...HEAD, ...FIRST]), ...page(blank)])).toEqual(whole);
  });

  test('a row alone: the total, in whole yuan', () => {
    const yuan = (rows: Rows) => rows.map((row) => row.map((t) => t.replace(/\.(\d\d)$/, ',$10')));
    const total = ['总计', '', '948,400', '130,400', '818,000'];
    expect(tables([...over, ...page([...HEAD, ...yuan(FIRST)]), ...page([total])])[0]?.at(-1)).toEqual(total);
    const words: Piece = { kind: 'line', text: '总计　948,400　130,400　818,000' };
    expect(tables([...over, ...page([...HEAD, ...yuan(FIRST)]), words])[0]?.at(-1)).toEqual(total);
  });

  test('code columns that are merged in the rows, with fewer lines on the next page', () => {
    const wide = (row: readonly string[]): GridCell[] => [
      { text: row[0] as string },
      { text: row[0] as string, covered: 'left' },
      { text: row[0] as string, covered: 'left' },
      ...row.slice(1).map((text) => ({ text })),
    ];
    const split = [['类', '款', '项', '', '', '', ''].map((text) => ({ text }))];
    const made = tables([
      ...over,
      ...splitGrid([wide(HEAD[0] as string[]), ...split, ...FIRST.map(wide)]),
      ...page(NEXT),
    ]);
    expect(made).toHaveLength(1);
    expect(made[0]?.at(-1)).toEqual(['211', '', '', '节能环保支出', '17.00', '', '17.00']);
  });
});

describe('a row that the page end cuts', () => {
  test.each<[string, string[], string[]]>([
    ['in its name', ['2060404', '科技成果转', '130.40', '130.40', ''], ['', '化与扩散', '', '', '']],
    ['in its code', ['206040', '科技成果转化与扩散', '130.40', '130.40', ''], ['4', '', '', '', '']],
    ['in an amount', ['2060404', '科技成果转化与扩散', '130.4', '130.4', ''], ['', '', '0', '0', '']],
  ])('%s', (_, above, below) => {
    const made = tables([
      ...over,
      ...page([...HEAD, ...FIRST.slice(0, 2), above]),
      ...page([below, ...NEXT]),
    ]);
    expect(made).toEqual(whole);
  });

  test('a name that was whole before is not made longer', () => {
    const made = tables([
      ...over,
      ...page([...HEAD, ...FIRST]),
      ...page([['其中：', '', '', '', ''], ...NEXT]),
    ]);
    expect(made[0]).toContainEqual(['2060404', '科技成果转化与扩散', '130.40', '130.40', '']);
  });
});

describe('not one table', () => {
  test.each<[string, Piece[]]>([
    [
      'another title',
      [{ kind: 'heading', level: 2, text: '财政专户收入明细表' }, ...page([...HEAD, ...NEXT])],
    ],
    [
      'another unit',
      [
        title,
        { kind: 'line', text: '编制单位：临河县档案馆    金额单位：万元' },
        ...page([...HEAD, ...NEXT]),
      ],
    ],
    ['a sentence between', [{ kind: 'line', text: '下表是上年的。' }, ...page([...HEAD, ...NEXT])]],
    ['the same rows again', [title, ...page([...HEAD, ...FIRST])]],
    ['another header', page([['车号', '车辆名称', '原值', '净值', '折旧'], ...NEXT])],
  ])('%s', (_, more) => {
    expect(tables([...over, ...page([...HEAD, ...FIRST]), ...more])).toHaveLength(2);
  });
});

test('numbers of pages in any form; figures, dates and shares are none', () => {
  for (const text of [
    '—10—',
    '- 12 -',
    '第 3 页 共 9 页',
    '3/9',
    '－ 5 －',
    '第三页',
    '共9页 第3页',
    'Page 3 of 9',
    '·8·',
  ])
    expect(pageNumber(text), text).toBeDefined();
  for (const text of ['1.50', '-12', '12', '9/3', '2023', '3/9/2024', '第三部分', '一、'])
    expect(pageNumber(text), text).toBeUndefined();
});
