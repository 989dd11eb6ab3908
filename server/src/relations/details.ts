/**
 * Rows that print the code of the row above them again, and detail it: the projects of a 项 below its own line
 * (`2140102 一般行政管理事务 86.50`, `2140102 春运保障经费 40.00` …).
 */
import { isZero } from '../model/figure.ts';
import type { CellFigure, Column, PanelRow, TableModel } from '../model/types.ts';
import { evaluate } from './evaluate.ts';
import { once, relationOf } from './types.ts';

/** A row and the rows right below it that print its code again. */
interface Run {
  readonly leader: PanelRow;
  readonly rows: readonly PanelRow[];
}

/**
 * The rows that detail another one, each with that one. Where most rows that others repeat are their sum, or the total
 * leaves the others out, all are: one that is not has a slip in it. Projects side by side under one code lead nothing.
 */
export function detailsOf(table: TableModel): ReadonlyMap<PanelRow, PanelRow> {
  const runs = runsOf(table.rows);
  const details = new Map<PanelRow, PanelRow>();
  if (runs.length === 0) return details;
  const sums = runs.filter(isSum);
  // Two equal rows may be two projects.
  const shown = sums.some((r) => r.rows.length > 1) && sums.length * 2 > runs.length;
  if (!shown && !makesTotal(table, runs)) return details;
  for (const { leader, rows } of runs) for (const row of rows) details.set(row, leader);
  return details;
}

/** Whether the total is that of all rows but those of the runs, and not of all. */
function makesTotal({ rows }: TableModel, runs: readonly Run[]): boolean {
  const leader = rows.find((r) => r.role === 'total');
  if (!leader) return false;
  const coded = rows.filter((r) => r.code !== undefined);
  const repeated = new Set(runs.flatMap((r) => r.rows));
  const level = coded[0]?.code?.length;
  return (
    coded.every((r) => r.code?.length === level) &&
    isSum({ leader, rows: coded.filter((r) => !repeated.has(r)) }) &&
    !isSum({ leader, rows: coded })
  );
}

function runsOf(rows: readonly PanelRow[]): Run[] {
  const runs: { leader: PanelRow; rows: PanelRow[] }[] = [];
  let leader: PanelRow | undefined;
  for (const row of rows) {
    if (row.code === undefined || row.code !== leader?.code || row.unit !== leader.unit) leader = row;
    else if (runs.at(-1)?.leader === leader) runs.at(-1)?.rows.push(row);
    else runs.push({ leader, rows: [row] });
  }
  return runs;
}

/** Whether a row is what those of its run add up to, in every column. */
function isSum({ leader, rows }: Run): boolean {
  const columns = [...leader.cells.keys()].filter((c) => c.role === 'value' && !c.count);
  return columns.every((c) => addsUp(leader, rows, c)) && columns.some((c) => isAmount(leader.cells.get(c)));
}

const isAmount = (cell: CellFigure | undefined) => cell !== undefined && !isZero(cell);

function addsUp(leader: PanelRow, rows: readonly PanelRow[], column: Column): boolean {
  const total = leader.cells.get(column);
  const parts = rows.map((r) => r.cells.get(column)).filter((cell) => cell !== undefined);
  if (!total) return false;
  const sum = relationOf(
    { shape: 'linear', left: [once(total)], right: parts.map(once), constant: 0n },
    {
      rule: 'rollup',
      id: 'details',
      op: '=',
      source: { kind: 'tree', form: '', id: 'details' },
      total,
      text: '',
      required: true,
      explanation: false,
    },
  );
  return evaluate(sum).state !== 'broken';
}
