/** The table that a paste goes to, and where in it. */

import type { Analysis } from '../../analysis/analysis.ts';
import type { Range } from '../../base/range.ts';
import type { PlacedTable } from '../../model/report.ts';
import type { TableModel } from '../../model/types.ts';
import { tableAt } from '../place.ts';

/** Where a paste goes. */
export interface Target {
  readonly placed: PlacedTable;
  /** Line of the document below which rows that have no place yet come. */
  readonly anchor: number;
}

/** Lines of a table's block that hold its rows, header rows left out. */
export function bodyLines({ block, headerLines }: TableModel): number[] {
  return block.lines.flatMap((_, i) => (block.roles[i] === 'row' && !headerLines.includes(i) ? [i] : []));
}

/** The last line of a table's header, delimiter and 栏次 row included; a line of its block. */
export function headEnd({ block, headerLines }: TableModel): number {
  return Math.max(block.roles.indexOf('delimiter'), headerLines.at(-1) ?? 0);
}

/**
 * The table of bar rows that a place belongs to: one of its rows, the blank line below them, and, while nothing is
 * filled in, its title, its properties and the blank lines between.
 */
export function targetAt(analysis: Analysis, { start, end }: Range): Target | undefined {
  if (start.line !== end.line) return undefined;
  const { line } = start;
  const blank = (analysis.tree.lines[line]?.text ?? '').trim() === '';
  const placed =
    tableAt(analysis, line) ??
    (blank ? (tableAt(analysis, line - 1) ?? below(analysis, line)) : below(analysis, line));
  if (placed?.table.dialect !== 'bar' || placed.table.columns.length === 0) return undefined;
  const { table } = placed;
  const first = table.block.roles.indexOf('row');
  const at = line - placed.line;
  if (at < first) return isUnfilled(table) ? { placed, anchor: placed.line + headEnd(table) } : undefined;
  const last = bodyLines(table).at(-1) ?? headEnd(table);
  if (at > last + 1) return undefined;
  return { placed, anchor: placed.line + Math.max(Math.min(at, last), headEnd(table)) };
}

/** The table whose title a line is, or that begins below it with nothing but blank lines between. */
function below(analysis: Analysis, line: number): PlacedTable | undefined {
  const { tables, tree } = analysis.report;
  const next = tables.find((t) => t.line > line);
  if (!next) return undefined;
  for (let at = line; at < next.line; at++) {
    const text = (tree.lines[at]?.text ?? '').trim();
    if (text !== '' && at !== next.section?.line) return undefined;
  }
  return next.section && next.section.line <= line ? next : undefined;
}

/** Whether a table has no amount yet: a skeleton that a paste may take the place of. */
export function isUnfilled({ state, rows }: TableModel): boolean {
  return (
    state === 'unfilled' ||
    (state !== 'void' && rows.every((r) => [...r.cells.values()].every((f) => f.state === 'blank')))
  );
}
