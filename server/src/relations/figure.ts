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

/**
 * Writes a value as the author writes the figure: decimals, separators, full-width forms.
 * @param value scaled value in the base unit
 */
export function writeLike(figure: Figure, value: Scaled): string {
  const printed = figure.printed;
  const needed = decimalsOf(value, figure.unit, Math.max(figure.decimals, printed?.decimals ?? 0));
  const decimals = printed ? Math.max(printed.decimals, needed) : figure.decimals;
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
  return { owner, span, state, kind, unit, value, half, decimals, raw: '', printed: undefined };
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
