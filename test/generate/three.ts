/** The 三公 table: items in rows, or twelve columns in one row. */
import type { Book, Three } from './book.ts';
import type { Maker, Sheet, SheetCell, SheetColumn } from './sheets.ts';

const cars = (t: Three) => t.purchase + t.running;
export const threeTotal = (t: Three) => t.abroad + cars(t) + t.reception;

const ITEMS: readonly { id: string; label: string; path: readonly string[]; of: (t: Three) => number }[] = [
  { id: '合计', label: '合计', path: ['合计'], of: threeTotal },
  { id: '出国', label: '一、因公出国（境）费', path: ['因公出国（境）费'], of: (t) => t.abroad },
  { id: '用车', label: '二、公务用车购置及运行维护费', path: ['公务用车购置及运行维护费', '小计'], of: cars },
  {
    id: '购置',
    label: '（一）公务用车购置费',
    path: ['公务用车购置及运行维护费', '公务用车购置费'],
    of: (t) => t.purchase,
  },
  {
    id: '运行',
    label: '（二）公务用车运行维护费',
    path: ['公务用车购置及运行维护费', '公务用车运行维护费'],
    of: (t) => t.running,
  },
  { id: '接待', label: '三、公务接待费', path: ['公务接待费'], of: (t) => t.reception },
];

function owed(maker: Maker, columns: readonly string[]): void {
  for (const c of columns) {
    maker.owe(
      [`09.合计.${c}`],
      ['出国', '用车', '接待'].map((i) => `09.${i}.${c}`),
    );
    maker.owe(
      [`09.用车.${c}`],
      ['购置', '运行'].map((i) => `09.${i}.${c}`),
    );
  }
}

interface Measure {
  readonly id: string;
  readonly header: string;
  readonly three: Three;
}

/** The order in which the items are printed; some provinces print 出国 last. */
function grid(maker: Maker, title: string, measures: readonly Measure[]): Sheet {
  const wide = maker.random.oneIn(2);
  const cell = (m: Measure, item: (typeof ITEMS)[number]) =>
    maker.cell(`09.${item.id}.${m.id}`, item.of(m.three));
  const columns: SheetColumn[] = wide
    ? measures.flatMap((m) =>
        ITEMS.map(
          (i): SheetColumn => ({ path: measures.length > 1 ? [m.header, ...i.path] : i.path, role: 'value' }),
        ),
      )
    : [
        { path: ['项目'], role: 'name' },
        ...measures.map((m): SheetColumn => ({ path: [m.header], role: 'value' })),
      ];
  const rows: SheetCell[][] = wide
    ? [measures.flatMap((m) => ITEMS.map((i) => cell(m, i)))]
    : ITEMS.map((i) => [i.label, ...measures.map((m) => cell(m, i))]);
  owed(
    maker,
    measures.map((m) => m.id),
  );
  return { id: '09', title, columns, rows, notes: [], numbered: false };
}

export function threeSheet(maker: Maker, book: Book, title: string): Sheet {
  return grid(maker, title, [
    { id: '预算', header: '预算数', three: book.threeBudget },
    { id: '决算', header: '决算数', three: book.three },
  ]);
}

export function threeBudgetSheet(maker: Maker, book: Book, last: Book, title: string): Sheet {
  const now = { id: '预算', header: '预算数', three: book.three };
  const before = { id: '上年', header: '上年预算数', three: last.three };
  return grid(maker, title, maker.style.otherYear ? [before, now] : [now]);
}
