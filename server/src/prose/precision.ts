/** How precise a figure of a sentence is beside the cell that it states (language.md §11). */
import { abs, halfDigit } from '../base/amount.ts';
import type { CellFigure } from '../model/types.ts';
import type { Stated } from './agree.ts';
import type { ProseFigure, ToldFigure } from './types.ts';

/** What a figure states, for comparing it with cells. */
export function statedOf({ printed, value, unit }: ToldFigure): Stated | undefined {
  return printed ? { value, decimals: printed.decimals, unit, zero: printed.zero } : undefined;
}

/**
 * The precision of a figure beside its cell (language.md §11): dropped zeros count as printed where it agrees; where
 * it does not although it is as precise as the cell, it is a copy that went wrong, not a rounding.
 */
export function precisionBeside(
  { printed, value, unit, half, decimals }: ToldFigure,
  cell: CellFigure,
): Pick<ProseFigure, 'half' | 'decimals'> {
  if (!printed) return { half, decimals };
  if (abs(value - cell.value) === 0n)
    return {
      half: printed.zero ? 0n : cell.half < half ? cell.half : half,
      decimals: unit === cell.unit ? Math.max(decimals, cell.decimals) : decimals,
    };
  // As precise as the cell: it must be the cell's value.
  return { half: halfDigit(printed.decimals, unit) === cell.half ? 0n : half, decimals };
}
