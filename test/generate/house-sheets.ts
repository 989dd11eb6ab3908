/** All tables of a report under a province's own titles and headers, in its order. */
import type { Book, Three } from './book.ts';
import { betweenBudget, NO_BUDGET } from './budget.ts';
import { economicList, economicSheet } from './economic.ts';
import { betweenFinal, NO_CAPITAL, NO_FUNDS } from './final.ts';
import { FUND_OF } from './house-amounts.ts';
import { houseAppropriations, houseSummary } from './house-pairs.ts';
import { type HouseTable, houseTree } from './house-trees.ts';
import type { House, HouseHeader } from './houses.ts';
import type { Maker, Sheet, SheetCell, SheetColumn } from './sheets.ts';

const cars = (t: Three) => t.purchase + t.running;

const ITEMS: readonly (readonly [id: string, reads: string, of: (t: Three) => number])[] = [
  ['合计', '合计', (t) => t.abroad + cars(t) + t.reception],
  ['出国', '因公出国（境）费', (t) => t.abroad],
  ['接待', '公务接待费', (t) => t.reception],
  ['用车', '公务用车购置及运行维护费', cars],
  ['购置', '公务用车购置费', (t) => t.purchase],
  ['运行', '公务用车运行维护费', (t) => t.running],
];

const LABELS: Readonly<Record<string, string>> = {
  合计: '合计',
  出国: '1.因公出国（境）费用',
  接待: '2.公务接待费',
  用车: '3.公务用车费',
  运行: '其中：（1）公务用车运行维护费',
  购置: '（2）公务用车购置',
};

/** Which year's and whose figures a measure is: the name of its cells, and the three expenses. */
function measureOf(
  name: string,
  final: boolean,
  now: Book,
  last: Book,
): [id: string, three: Three] | undefined {
  if (name === '·' || name === '年初预算数') return ['另', now.threeBudget];
  if (name === '上年预算数' || name === '<last-year>') return ['上年', last.three];
  if (name === '决算数') return ['决算', now.three];
  if (name === '预算数') return ['预算', final ? now.threeBudget : now.three];
  return name === '一般公共预算财政拨款' ? ['一般', now.three] : undefined;
}

function owe(maker: Maker, measures: Iterable<string>): void {
  for (const m of measures) {
    maker.owe(
      [`09.合计.${m}`],
      ['出国', '用车', '接待'].map((i) => `09.${i}.${m}`),
    );
    maker.owe(
      [`09.用车.${m}`],
      ['购置', '运行'].map((i) => `09.${i}.${m}`),
    );
  }
}

function houseThree(maker: Maker, now: Book, last: Book, { title, header }: HouseTable): Sheet {
  const final = maker.style.kind === '决算';
  const made = new Set<string>();
  const cellOf = (itemId: string, of: (t: Three) => number, name: string): SheetCell => {
    const measure = measureOf(name, final, now, last);
    if (!measure) return '';
    made.add(measure[0]);
    return maker.cell(`09.${itemId}.${measure[0]}`, of(measure[1]));
  };
  const across = header.reads.some((r) => r.includes('×'));
  const word = (path: readonly string[], label: string, r: number) => {
    const text = path.at(-1) ?? '';
    if (/序号|行次/.test(text)) return String(r + 1);
    return /编码|代码/.test(text) ? '101001' : label;
  };
  const rows = across
    ? [
        header.reads.map((reads, at): SheetCell => {
          if (reads === '-') return word(header.paths[at] ?? [], maker.style.unitName, 0);
          const [item = '', name = ''] = reads.split('×');
          const found = ITEMS.find(([, form]) => form === item);
          return found ? cellOf(found[0], found[2], name) : '';
        }),
      ]
    : Object.keys(LABELS).map((id, r) =>
        header.reads.map((reads, at): SheetCell => {
          if (reads === '-') return word(header.paths[at] ?? [], LABELS[id] ?? '', r);
          const [, , of] = ITEMS.find(([own]) => own === id) as (typeof ITEMS)[number];
          return cellOf(id, of, reads);
        }),
      );
  owe(maker, made);
  return { id: '09', title, columns: columnsOf(header), rows, notes: [], numbered: false };
}

const columnsOf = (header: HouseHeader): SheetColumn[] =>
  header.paths.map((path, at) => ({ path, role: header.reads[at] === '-' ? 'text' : 'value' }));

/** A table of economic codes under the province's headers: panels side by side, or one list. */
function houseEconomic(maker: Maker, now: Book, table: HouseTable): Sheet {
  const { header, title } = table;
  const list = header.reads.includes('人员经费');
  if (!list) {
    const sheet = economicSheet(maker, now, title);
    return sheet.columns.length === header.paths.length
      ? { ...sheet, columns: sheet.columns.map((c, i) => ({ ...c, path: header.paths[i] as string[] })) }
      : sheet;
  }
  const sheet = economicList(maker, now, title);
  const reads = ['合计', '人员经费', '公用经费'];
  const rows = sheet.rows.map((row, r) => {
    const [code = '', name = ''] = row.slice(0, 2).map(String);
    return header.paths.map((path, at): SheetCell => {
      const own = header.reads[at] === '金额' ? '合计' : (header.reads[at] ?? '-');
      if (own !== '-') return row[2 + reads.indexOf(own)] ?? '';
      const word = path.at(-1) ?? '';
      if (word === '序号') return String(r + 1);
      if (/单位/.test(word) && /代码|编码/.test(word)) return '';
      if (/政府经济/.test(word)) return '';
      if (word === '类') return code.slice(0, 3);
      if (word === '款') return code.slice(3);
      if (/编码|代码/.test(word)) return code;
      return /备注/.test(word) ? '' : name;
    });
  });
  return { ...sheet, columns: columnsOf(header), rows };
}

/** A table that the province prints besides, with nothing in it. */
function empty(title: string, n: number): Sheet {
  return {
    id: String(10 + n),
    title,
    columns: [
      { path: ['项目'], role: 'name' },
      { path: ['金额'], role: 'value' },
    ],
    rows: [['合计', '']],
    notes: ['本单位没有此项内容，故本表无数据。'],
    numbered: false,
  };
}

function notesOf(maker: Maker, now: Book, id: string): string[] {
  const fund = FUND_OF[id];
  if (fund !== 'fund' && fund !== 'capital') return [];
  if (now.items.some((i) => i.subject.fund === fund)) return [];
  return [maker.style.kind === '预算' ? NO_BUDGET[fund] : fund === 'fund' ? NO_FUNDS : NO_CAPITAL];
}

export function houseSheets(maker: Maker, now: Book, last: Book, house: House): Sheet[] {
  const { year, kind } = maker.style;
  const dated = (text: string) => text.replaceAll('{年}', `${year}`).replaceAll('{上年}', `${year - 1}`);
  const tableOf = (id: string): HouseTable => {
    const header = maker.random.pick(house.headers.get(id) ?? []);
    return {
      id,
      title: house.titles.get(id) ?? id,
      header: { ...header, paths: header.paths.map((path) => path.map(dated)) },
      notes: notesOf(maker, now, id),
    };
  };
  const made = new Map(
    ['01', '02', '03', '04', '05', '06', '07', '08', '09'].map((id): [string, Sheet] => {
      const table = tableOf(id);
      if (id === '01') return [id, houseSummary(maker, now, table)];
      if (id === '04') return [id, houseAppropriations(maker, now, table)];
      if (id === '06') return [id, houseEconomic(maker, now, table)];
      if (id === '09') return [id, houseThree(maker, now, last, table)];
      return [id, houseTree(maker, now, last, table)];
    }),
  );
  (kind === '决算' ? betweenFinal : betweenBudget)(maker, now);
  const own = house.order.flatMap((id) => made.get(id) ?? []);
  return [...own, ...house.others.map(empty)];
}
