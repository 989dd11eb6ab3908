/** How precise a figure of a sentence is beside the cell that it states (language.md §11). */
import { abs, halfDigit, type Scaled } from '../base/amount.ts';
import type { Mutable } from '../base/mutable.ts';
import type { CellFigure } from '../model/types.ts';
import type { Stated } from './agree.ts';
import type { ProseFigure } from './types.ts';

/** What a figure states, for comparing it with cells. */
export function statedOf(figure: ProseFigure): Stated | undefined {
  const { printed } = figure;
  return printed
    ? { value: figure.value, decimals: printed.decimals, unit: figure.unit, zero: printed.zero }
    : undefined;
}

/**
 * The precision of a figure beside its cell (language.md §11): dropped zeros count as printed where it agrees; where
 * it does not although it is as precise as the cell, it is a copy that went wrong, not a rounding.
 */
export function settle(figure: Mutable<ProseFigure>, cell: CellFigure): void {
  if (!figure.printed) return;
  const own = halfDigit(figure.printed.decimals, figure.unit);
  const difference: Scaled = abs(figure.value - cell.value);
  if (difference === 0n) {
    if (cell.half < figure.half || figure.printed.zero) figure.half = figure.printed.zero ? 0n : cell.half;
    figure.decimals = Math.max(figure.decimals, figure.unit === cell.unit ? cell.decimals : figure.decimals);
  } else if (own <= cell.half) {
    // As precise as the cell or more: it must be the cell's value, or round to it.
    if (own === cell.half) figure.half = 0n;
  }
}
