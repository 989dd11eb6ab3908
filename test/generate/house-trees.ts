/** Tables over functional codes under a province's own headers. */
import { type Amount, appropriated, type Book, type Item, income, ofFund } from './book.ts';
import { FUND_OF, HOUSE_COLUMNS, type HouseColumn, inTable } from './house-amounts.ts';
import type { HouseHeader } from './houses.ts';
import { isFigure, type Maker, type Sheet, type SheetCell, type SheetColumn } from './sheets.ts';
import { type TreeColumn, treeSheet } from './trees.ts';

export interface HouseTable {
  readonly id: string;
  readonly title: string;
  readonly header: HouseHeader;
  readonly notes: readonly string[];
}

const nothing: Amount = () => 0;

/** Amounts of last year, of the same 项. */
function lastYears(last: Book, amount: Amount): Amount {
  const by = new Map(last.items.map((i) => [i.subject.code, i]));
  return (i) => amount(by.get(i.subject.code) as Item);
}

const isPercent = (path: readonly string[]) => /[%率度]$/.test(path.at(-1) ?? '');

function valueColumns(maker: Maker, last: Book, { id, header }: HouseTable): TreeColumn[] {
  const kindAndId = `${maker.style.kind}${id}`;
  const own = HOUSE_COLUMNS[kindAndId] ?? {};
  const fund = FUND_OF[id];
  const total: Amount = fund ? ofFund(fund, appropriated) : nothing;
  const has = (name: string) => header.reads.includes(name);
  // Without a column of what was carried over, the whole is the year's own; without the year's own, all add to the whole.
  const settled = (name: string, column: HouseColumn): HouseColumn => {
    if (kindAndId !== '预算02') return column;
    if (name === '合计' && !has('上年结转')) return { id: '小计', amount: income };
    return column.into === '小计' && !has('本年收入小计') && has('上年结转')
      ? { ...column, into: '合计' }
      : column;
  };
  return header.paths.flatMap((path, at): TreeColumn[] => {
    const name = header.reads[at] ?? '-';
    const known = own[name];
    const base = { path, always: true as const };
    if (known) return [{ ...base, ...settled(name, known), id: settled(name, known).id ?? name }];
    if (name === '<last-year>') return [{ ...base, id: '上年', amount: lastYears(last, total) }];
    if (name === '<difference>' && !isPercent(path))
      return [{ ...base, id: '增减', amount: (i) => total(i) - lastYears(last, total)(i) }];
    return name === '<difference>' ? [{ ...base, id: '幅度', amount: nothing }] : [];
  });
}

/** What a column that holds no amount prints in a row. */
function wordOf(path: readonly string[], code: string, name: string, at: number): string {
  const last = path.at(-1) ?? '';
  if (/序号|行次/.test(last)) return String(at + 1);
  if (/(?:单位|部门).*(?:代码|编码)/.test(last)) return code === '' ? '' : '101001';
  if (/^[类款项]$/.test(last)) {
    if (last === '类') return code.slice(0, 3);
    return last === '款' ? code.slice(3, 5) : code.slice(5, 7);
  }
  if (/编码|代码/.test(last)) return code;
  return /备注/.test(last) ? '' : name;
}

const rate = (part: number, whole: number) =>
  whole === 0 ? '' : (Math.round((part * 10_000) / whole) / 100).toFixed(2);

/** The table with the columns of the province before, between and behind its amounts. */
function dressed(sheet: Sheet, header: HouseHeader): Sheet {
  const paths = sheet.columns.map((c) => c.path.join('/'));
  const columns = header.paths.map((path, at): SheetColumn => {
    const value = paths.includes(path.join('/')) && header.reads[at] !== '-';
    return { path, role: value ? 'value' : at === 0 ? 'code' : 'text' };
  });
  const cellAt = (row: readonly SheetCell[], word: string) =>
    row[sheet.columns.findIndex((c) => c.path.at(-1) === word)];
  const rows = sheet.rows.map((row, r): SheetCell[] => {
    const [code = '', name = ''] = row.slice(0, 2).map(String);
    const isTotal = !/^\d/.test(code);
    return header.paths.map((path, at): SheetCell => {
      if (header.reads[at] === '-') return wordOf(path, isTotal ? '' : code, isTotal ? '合计' : name, r);
      const cell = row[paths.indexOf(path.join('/'))] ?? '';
      if (!isPercent(path) || header.reads[at] !== '<difference>' || !isFigure(cell)) return cell;
      const differs = cellAt(row, '增减额');
      const before =
        row[
          sheet.columns.findIndex(
            (_, i) => header.reads[header.paths.findIndex((p) => p.join('/') === paths[i])] === '<last-year>',
          )
        ];
      return differs && before && isFigure(differs) && isFigure(before)
        ? rate(differs.cents, before.cents)
        : '';
    });
  });
  return { ...sheet, columns, rows };
}

/** A table of units: the whole, and the one unit that it is. */
function ofUnits(maker: Maker, book: Book, table: HouseTable, columns: readonly TreeColumn[]): Sheet {
  const { id, header } = table;
  const total = (c: TreeColumn) => book.items.filter(inTable(id)).reduce((t, i) => t + c.amount(i), 0);
  const row = (name: string) => columns.map((c) => maker.cell(`${id}.${name}.${c.id}`, total(c)));
  const amounts = [row('合计'), row('单位')];
  for (const c of columns) maker.owe([`${id}.合计.${c.id}`], [`${id}.单位.${c.id}`]);
  owed(maker, id, columns, ['合计', '单位']);
  const rows = amounts.map((cells, r) => {
    let next = 0;
    return header.paths.map((path, at): SheetCell => {
      if (header.reads[at] === '-')
        return wordOf(path, r === 0 ? '' : '101', r === 0 ? '合计' : maker.style.unitName, r);
      return cells[next++] as SheetCell;
    });
  });
  const all = header.paths.map(
    (path, at): SheetColumn => ({ path, role: header.reads[at] === '-' ? 'text' : 'value' }),
  );
  return { id, title: table.title, columns: all, rows, notes: table.notes, numbered: false };
}

function owed(maker: Maker, id: string, columns: readonly TreeColumn[], rows: readonly string[]): void {
  for (const total of new Set(columns.flatMap((c) => (c.into ? [c.into] : []))))
    for (const row of rows)
      maker.owe(
        [`${id}.${row}.${total}`],
        columns.filter((c) => c.into === total).map((c) => `${id}.${row}.${c.id}`),
      );
}

export function houseTree(maker: Maker, now: Book, last: Book, table: HouseTable): Sheet {
  const { id, title, header, notes } = table;
  const columns = valueColumns(maker, last, table);
  if (header.paths.some((path) => /^部门（单位）名称$/.test(path.at(-1) ?? '')))
    return ofUnits(maker, now, table, columns);
  const sheet = treeSheet(maker, now, { id, title, columns, notes, has: inTable(id) });
  return dressed(sheet, header);
}
