/** What stands at a position: block, table, row, cell, figure. Every feature asks here. */

import type { Analysis } from '../analysis/analysis.ts';
import { pushTo } from '../base/maps.ts';
import type { Position, Range } from '../base/range.ts';
import { rangeOf } from '../base/range.ts';
import type { PlacedTable } from '../model/report.ts';
import type { CellFigure, Column, Figure, PanelRow, TableModel } from '../model/types.ts';
import type { ProseFigure, ProseModel } from '../prose/types.ts';
import { type CellSyntax, cellsOf, type Line } from '../syntax/line.ts';
import type { Block, LineRole, PlacedBlock, Tree } from '../syntax/tree.ts';

/** The last of `items`, sorted by `line`, that starts at or before `line`. */
function lastAt<T extends { readonly line: number }>(items: readonly T[], line: number): T | undefined {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle] as T).line <= line) low = middle + 1;
    else high = middle;
  }
  return items[low - 1];
}

/** The block that a line stands in; undefined outside the file. */
export function blockAt(tree: Tree, line: number): PlacedBlock | undefined {
  if (line < 0 || line >= tree.lines.length) return undefined;
  return lastAt(tree.blocks, line);
}

/** The table whose block holds a line. */
export function tableAt(analysis: Analysis, line: number): PlacedTable | undefined {
  const placed = lastAt(analysis.report.tables, line);
  return placed && line < placed.line + placed.table.block.lines.length ? placed : undefined;
}

/** The table that a line belongs to: its title, what stands between that and its rows, the rows and their notes. */
export function tableWith({ report }: Analysis, line: number): PlacedTable | undefined {
  return report.tables.find(
    (t) => (t.section?.line ?? t.line) <= line && line < t.line + t.table.block.lines.length,
  );
}

/** The place in `table.rows` of the first row on or below a line of its block; rows stand in the order of lines. */
export function firstRowFrom({ rows }: TableModel, line: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] as PanelRow).line < line) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The rows, one a panel, that stand on a line of a table's block. */
export function rowsOn(table: TableModel, line: number): readonly PanelRow[] {
  const { rows } = table;
  const from = firstRowFrom(table, line);
  let to = from;
  while (rows[to]?.line === line) to++;
  return rows.slice(from, to);
}

export interface CellPlace {
  readonly placed: PlacedTable;
  /** Line of the document. */
  readonly line: number;
  /** Line of the block. */
  readonly row: number;
  readonly cell: CellSyntax;
  readonly column: Column | undefined;
  readonly rows: readonly PanelRow[];
  /** The row of the column's panel. */
  readonly panelRow: PanelRow | undefined;
  readonly figure: CellFigure | undefined;
  readonly header: boolean;
  readonly role: LineRole;
}

/** The cell at a position of a table row; a position on a bar belongs to the cell before it. */
export function cellAt(analysis: Analysis, position: Position): CellPlace | undefined {
  const placed = tableAt(analysis, position.line);
  if (!placed) return undefined;
  const { table } = placed;
  const row = position.line - placed.line;
  const role = table.block.roles[row];
  if (role !== 'row' && role !== 'delimiter') return undefined;
  const cells = cellsOf(table.block.lines[row] as Line);
  const index = cells.findIndex((c) => c.from <= position.character && position.character <= c.to);
  const cell = cells[index];
  if (!cell) return undefined;
  const column = table.columns[index];
  const rows = rowsOn(table, row);
  const figure = column && rows.map((r) => r.cells.get(column)).find((f) => f !== undefined);
  const panelRow = figure?.row ?? rows.find((r) => r.panel.index === column?.panel);
  const header = role === 'row' && table.headerLines.includes(row);
  return { placed, line: position.line, row, cell, column, rows, panelRow, figure, header, role };
}

/** Whether a position stands on a cell's content rather than on the blanks around it. */
export function onContent(cell: CellSyntax, character: number): boolean {
  return cell.start < cell.end && cell.start <= character && character <= cell.end;
}

/** The range of a cell's content. */
export function cellRange(line: number, cell: CellSyntax): Range {
  return rangeOf(line, cell.start, cell.end);
}

const byBlock = new WeakMap<ProseModel, ReadonlyMap<Block, readonly ProseFigure[]>>();

/** The figures of the sentences of a block. */
export function proseFiguresIn(analysis: Analysis, block: Block): readonly ProseFigure[] {
  const { prose } = analysis;
  let index = byBlock.get(prose);
  if (!index) {
    const made = new Map<Block, ProseFigure[]>();
    for (const figure of prose.figures) pushTo(made, figure.owner.block, figure);
    index = made;
    byBlock.set(prose, index);
  }
  return index.get(block) ?? [];
}

/** The figure of a sentence at a position; one that a line end cuts is found from each of its parts. */
export function proseFigureAt(analysis: Analysis, position: Position): ProseFigure | undefined {
  const placed = blockAt(analysis.tree, position.line);
  if (!placed) return undefined;
  const line = position.line - placed.line;
  const { character } = position;
  const here = (f: ProseFigure) =>
    f.spans.some((s) => s.line === line && s.start <= character && character <= s.end);
  return proseFiguresIn(analysis, placed.block).find(here);
}

/** The figure at a position: a cell, or one in a sentence. */
export function figureAt(analysis: Analysis, position: Position): Figure | undefined {
  const cell = cellAt(analysis, position);
  return cell ? cell.figure : proseFigureAt(analysis, position);
}

/** The line end that the document uses. */
export function eolOf(tree: Tree): string {
  return tree.lines.find((l) => l.eol !== '')?.eol ?? '\n';
}
