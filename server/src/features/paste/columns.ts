/** Which column of a table a column of pasted rows is: by its name, or by what balances. */

import type { Analysis } from '../../analysis/analysis.ts';
import { foldName } from '../../base/fold.ts';
import type { PlacedTable } from '../../model/report.ts';
import type { Column, TableModel } from '../../model/types.ts';
import { analyse } from '../../rules/analyse.ts';
import { headEnd } from './target.ts';

/** For each column of pasted rows the column of the table. */
export type Mapping = readonly number[];

type Same = (a: Column, b: Column) => boolean;

const folded = (column: Column) => column.path.map((part) => foldName(part)).filter((part) => part !== '');
const isKey = ({ role }: Column) => role === 'code' || role === 'label';

/** From the surest to the least sure: each counts only where it names one column on either side. */
const WAYS: readonly Same[] = [
  (a, b) => folded(a).join('/') === folded(b).join('/'),
  (a, b) => a.form !== undefined && a.form === b.form && a.panel === b.panel,
  (a, b) => endsLike(folded(a), folded(b)) || endsLike(folded(b), folded(a)),
  (a, b) => isKey(a) && a.role === b.role && a.panel === b.panel,
];

function endsLike(path: readonly string[], end: readonly string[]): boolean {
  return end.length > 0 && end.every((part, i) => part === path[path.length - end.length + i]);
}

/** Columns by their names; undefined where one of them is none of the table's. */
export function columnsByName(from: readonly Column[], to: readonly Column[]): Mapping | undefined {
  const found = new Map<Column, Column>();
  const taken = new Set<Column>();
  for (const same of WAYS) {
    for (const column of from) {
      if (found.has(column)) continue;
      const like = to.filter((t) => !taken.has(t) && same(column, t));
      const rivals = from.filter((f) => !found.has(f) && like[0] && same(f, like[0]));
      const [one] = like;
      if (!one || like.length > 1 || rivals.length > 1) continue;
      found.set(column, one);
      taken.add(one);
    }
  }
  const mapping = from.map((column) => found.get(column)?.index ?? -1);
  return mapping.includes(-1) ? undefined : mapping;
}

/** How many leading columns of pasted rows name them: words, or codes. */
export function labelColumns(rows: readonly (readonly string[])[], width: number): number {
  for (let c = 0; c < width; c++) {
    const texts = rows.map((row) => row[c] ?? '').filter((text) => text !== '');
    const names = texts.length > 0 && texts.every((text) => /[\p{Script=Han}A-Za-z]/u.test(text));
    const codes = c < 3 && texts.length > 0 && texts.every((text) => CODE.test(text));
    const mixed = c === 0 && texts.every((text) => CODE.test(text) || /\p{Script=Han}/u.test(text));
    if (!names && !codes && !mixed) return c;
  }
  return width;
}

const CODE = /^\d{2,3}(?:\d{2}){0,2}$/;

/** Leading columns of a table that name its rows. */
export function keyColumns({ columns }: TableModel): number {
  const first = columns.findIndex(({ role }) => role === 'value' || role === 'percent');
  return first < 0 ? columns.length : first;
}

/** More ways than these nobody could choose from, nor are they worth the time. */
const MOST = 260;

/** Rows that are enough to tell whether columns balance. */
const ENOUGH = 12;

/**
 * The ways in which columns of amounts, in their order, may be columns of a table, and balance; those without a gap
 * first. All are taken where the table says of no row what it adds up from.
 */
export function waysThatBalance(
  analysis: Analysis,
  placed: PlacedTable,
  rows: readonly (readonly string[])[],
  labels: number,
): Mapping[] {
  const { table } = placed;
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const values = table.columns.map((c) => c.index).slice(keyColumns(table));
  const ways = choose(values, width - labels).map((own) => [...Array(labels).keys(), ...own]);
  if (ways.length === 0) return [];
  const test = rows.slice(0, ENOUGH);
  return ways.filter((way) => balances(analysis, placed, placedRows(test, way, table.columns.length)));
}

/** Rows with their cells put into the columns that a mapping says. */
export function placedRows(
  rows: readonly (readonly string[])[],
  mapping: Mapping,
  width: number,
): string[][] {
  return rows.map((row) => {
    const cells = Array.from({ length: width }, () => '');
    mapping.forEach((to, from) => {
      cells[to] = row[from] ?? '';
    });
    return cells;
  });
}

/** Every choice of some of several, in their order; [] where there are too many. */
function choose(items: readonly number[], count: number): number[][] {
  const found: number[][] = [];
  const go = (from: number, chosen: readonly number[]) => {
    if (found.length > MOST) return;
    if (chosen.length === count) found.push([...chosen]);
    else for (let i = from; i < items.length; i++) go(i + 1, [...chosen, items[i] as number]);
  };
  if (count > 0 && count <= items.length) go(0, []);
  return found.length > MOST ? [] : found;
}

/** Whether a table with these rows alone says of one of them what it adds up from, and all such sums come out. */
function balances(
  analysis: Analysis,
  { table, line }: PlacedTable,
  rows: readonly (readonly string[])[],
): boolean {
  const front = analysis.tree.blocks.find((b) => b.block.kind === 'front');
  const head = table.block.lines.slice(0, headEnd(table) + 1);
  const text = [
    ...(front?.block.lines ?? []).map((l) => l.text),
    '',
    `## ${table.title}`,
    ...head.map((_, i) => analysis.tree.lines[line + i]?.text ?? ''),
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');
  const own = analyse(`${text}\n`, { reference: analysis.reference });
  let holds = 0;
  for (const { outcome } of own.graph.where((r) => r.rule === 'row-sum')) {
    const state = outcome?.state;
    if (state === 'broken') return false;
    if (state === 'exact' || state === 'rounding') holds++;
  }
  return holds > 0;
}
