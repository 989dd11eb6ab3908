/** Basic spending by economic codes: panels of codes side by side, or one list. */
import type { Book } from './book.ts';
import { type Code, economicOf } from './catalogue.ts';
import { countRow, type Maker, type Sheet, type SheetCell, type SheetColumn } from './sheets.ts';

const PEOPLE = ['301', '303'];
const PUBLIC = ['302', '310'];

/** Codes with amounts, each 类 before its 款. */
function codesOf(book: Book, tops: readonly string[]): (Code & { readonly cents: number })[] {
  return tops.flatMap((top) => {
    const own = [...book.economic].filter(([code]) => code.startsWith(top));
    if (own.length === 0) return [];
    const names = new Map(economicOf(top).map((c) => [c.code, c.name]));
    const total = own.reduce((t, [, cents]) => t + cents, 0);
    return [
      { code: top, name: names.get(top) ?? '', cents: total },
      ...own.map(([code, cents]) => ({ code, name: names.get(code) ?? '', cents })),
    ];
  });
}

export function economicTotals(book: Book): { readonly people: number; readonly public: number } {
  const of = (tops: readonly string[]) =>
    codesOf(book, tops)
      .filter((c) => c.code.length === 3)
      .reduce((t, c) => t + c.cents, 0);
  return { people: of(PEOPLE), public: of(PUBLIC) };
}

function sums(maker: Maker, codes: readonly Code[], column: string): void {
  for (const top of codes.filter((c) => c.code.length === 3))
    maker.owe(
      [`06.${top.code}.${column}`],
      codes
        .filter((c) => c.code.length === 5 && c.code.startsWith(top.code))
        .map((c) => `06.${c.code}.${column}`),
    );
}

/** 决算: two or three panels with the totals of people and public at their foot. */
export function economicSheet(maker: Maker, book: Book, title: string): Sheet {
  const { random } = maker;
  const panels = random.oneIn(2)
    ? [codesOf(book, PEOPLE), codesOf(book, ['302']), codesOf(book, ['310'])]
    : [codesOf(book, PEOPLE), codesOf(book, PUBLIC)];
  const grouped = random.oneIn(2);
  const heads = panels.map((_, i) => (i === 0 ? '人员经费' : '公用经费'));
  const amount = random.pick(['金额', '决算数']);
  const columns = heads.flatMap((h): SheetColumn[] => {
    const under = (part: string) => (grouped ? [h, part] : [part]);
    return [
      { path: under('科目编码'), role: 'code' },
      { path: under('科目名称'), role: 'name' },
      { path: under(amount), role: 'value' },
    ];
  });
  const height = Math.max(...panels.map((p) => p.length));
  const rows: SheetCell[][] = Array.from({ length: height }, (_, i) =>
    panels.flatMap((p): SheetCell[] => {
      const own = p[i];
      return own ? [own.code, own.name, maker.cell(`06.${own.code}.金额`, own.cents)] : ['', '', ''];
    }),
  );
  const totals = economicTotals(book);
  const people = maker.cell('06.人员.金额', totals.people);
  const open = maker.cell('06.公用.金额', totals.public);
  const between = panels.length === 3 ? ['', '', ''] : [];
  rows.push(['人员经费合计', '', people, '公用经费合计', '', ...between, open]);
  for (const p of panels) sums(maker, p, '金额');
  maker.owe(
    ['06.人员.金额'],
    PEOPLE.map((c) => `06.${c}.金额`),
  );
  maker.owe(
    ['06.公用.金额'],
    PUBLIC.map((c) => `06.${c}.金额`),
  );
  maker.owe(['05.合计.基本'], ['06.人员.金额', '06.公用.金额']);
  return {
    id: '06',
    title,
    columns,
    rows,
    notes: ['本表反映部门本年度一般公共预算财政拨款基本支出明细情况。'],
    numbered: false,
  };
}

/** 预算: one list with columns for people and public. */
export function economicList(maker: Maker, book: Book, title: string): Sheet {
  const { style } = maker;
  const codes = codesOf(book, [...PEOPLE, ...PUBLIC].sort());
  const columns: SheetColumn[] = [
    { path: ['科目编码'], role: 'code' },
    { path: ['科目名称'], role: 'name' },
    ...['合计', '人员经费', '公用经费'].map((h): SheetColumn => ({ path: [h], role: 'value' })),
  ];
  const cells = (name: string, people: number, open: number): SheetCell[] => {
    const made = [
      maker.cell(`06.${name}.合计`, people + open),
      maker.cell(`06.${name}.人员`, people),
      maker.cell(`06.${name}.公用`, open),
    ];
    maker.owe([`06.${name}.合计`], [`06.${name}.人员`, `06.${name}.公用`]);
    return made;
  };
  const isPeople = (code: string) => PEOPLE.some((p) => code.startsWith(p));
  const totals = economicTotals(book);
  const total: SheetCell[] = ['', '合计', ...cells('合计', totals.people, totals.public)];
  const body = codes.map((c): SheetCell[] => [
    c.code,
    c.name,
    ...cells(c.code, isPeople(c.code) ? c.cents : 0, isPeople(c.code) ? 0 : c.cents),
  ]);
  for (const column of ['合计', '人员', '公用']) {
    sums(maker, codes, column);
    maker.owe(
      [`06.合计.${column}`],
      [...PEOPLE, ...PUBLIC].map((c) => `06.${c}.${column}`),
    );
  }
  maker.owe(['05.合计.基本'], ['06.合计.合计']);
  const rows = style.totalRow === 'first' ? [total, ...body] : [...body, total];
  return {
    id: '06',
    title,
    columns,
    rows: style.columnNumbers ? [countRow(columns), ...rows] : rows,
    notes: [],
    numbered: style.columnNumbers,
  };
}
