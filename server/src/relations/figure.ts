/** Figures: how they are written, and how a corrected one is to be. */
import { decimalsOf, formatScaled, halfDigit, type Scaled } from '../base/amount.ts';
import type { Report } from '../model/report.ts';
import type { CellFigure, Figure, TableModel } from '../model/types.ts';

/** Whether a figure is a table's cell. */
export function isCell(figure: Figure): figure is CellFigure {
  return figure.owner.kind === 'table';
}

/** Half of the last digit that a figure would have if an amount stood there. */
export function halfOf(figure: Figure): Scaled {
  if (figure.half !== 0n || figure.kind === 'count') return figure.half;
  return halfDigit(figure.decimals, figure.unit);
}

/** Whether a table writes its amounts with thousands separators, as far as it prints one that is long enough. */
function groupsDigits(table: TableModel): boolean {
  for (const row of table.rows) {
    for (const cell of row.cells.values())
      if (cell.printed && cell.raw.length > 6) return cell.printed.grouped;
  }
  return false;
}

/** Cells of a column that show how it is printed. */
const ENOUGH = 12;

/**
 * The decimals that the rest of a cell's column is printed with; a slip in the cell itself may have others. A cell that is
 * alone in its column has those of the table's other columns.
 */
function usualDecimals({ owner, row, column }: CellFigure): number | undefined {
  const seen = new Set<number>();
  let count = 0;
  for (const other of owner.rows) {
    const { printed } = other.cells.get(column) ?? {};
    if (other === row || !printed || printed.zero) continue;
    seen.add(printed.decimals);
    if (++count === ENOUGH) break;
  }
  if (count === 0) {
    for (const [other, { printed }] of row.cells)
      if (other !== column && other.unit === column.unit && printed && !printed.zero)
        seen.add(printed.decimals);
  }
  return seen.size === 1 ? [...seen][0] : undefined;
}

/**
 * Writes a value as the author writes the figure: decimals, separators, full-width forms.
 * @param value scaled value in the base unit
 */
export function writeLike(figure: Figure, value: Scaled): string {
  const printed = figure.printed;
  const usual = (isCell(figure) ? usualDecimals(figure) : undefined) ?? printed?.decimals ?? 0;
  const needed = decimalsOf(value, figure.unit, Math.max(figure.decimals, usual));
  const decimals = printed ? Math.max(usual, needed) : figure.decimals;
  const grouped =
    printed && (printed.grouped || figure.raw.replace(/\D/g, '').length >= 6)
      ? printed.grouped
      : isCell(figure)
        ? groupsDigits(figure.owner)
        : false;
  const fullWidth = /[０-９]/.test(figure.raw);
  return formatScaled(value, { decimals, grouped, fullWidth }, figure.unit);
}

/** A figure as it would be with nothing printed in its place. */
export function unprinted(figure: Figure): Figure {
  const { owner, span, state, kind, unit, value, half, decimals } = figure;
  const bare = { owner, span, state, kind, unit, value, half, decimals, raw: '', printed: undefined };
  // A cell has its place still, and is written as its column is.
  return isCell(figure) ? Object.assign(bare, { row: figure.row, column: figure.column }) : bare;
}

/** A value in a figure's unit for messages, with the figure's decimals. */
export function show(figure: Figure, value: Scaled): string {
  return formatScaled(
    value,
    { decimals: Math.max(figure.decimals, figure.printed?.decimals ?? 0), grouped: true },
    figure.unit,
  );
}

/**
 * Writes a percentage as the author writes the printed one: decimals, sign, full-width forms.
 * @param value scaled in points
 */
export function writeRate(rate: Figure, value: Scaled): string {
  const fullWidth = /[０-９]/.test(rate.raw);
  const number = formatScaled(value, { decimals: rate.printed?.decimals ?? 0, grouped: false, fullWidth });
  return rate.raw.replace(/[-+−－]?[\d０-９][\d０-９.．,]*/, number);
}

/** Whether a report, or a table of it, says of what kind it is: a budget owes less than what was spent. */
export function tellsKind({ front, tables }: Report): boolean {
  return front.kind !== undefined || tables.some((t) => t.table.form?.kind && t.table.form.kind !== 'any');
}
