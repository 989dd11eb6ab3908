/** Whether an amount of a sentence says what a cell says. */
import { abs, halfDigit, type Scaled } from '../base/amount.ts';
import type { CellFigure } from '../model/types.ts';

/** What a figure states, for comparing it with cells. */
export interface Stated {
  readonly value: Scaled;
  readonly decimals: number;
  readonly unit: number;
  readonly zero: boolean;
}

/** Whether a stated amount says what a cell says: the same, or the same rounded to fewer decimals. */
export function agrees(stated: Stated, cell: CellFigure): boolean {
  const difference = abs(stated.value - cell.value);
  if (difference === 0n) return true;
  if (stated.zero) return false;
  const own = halfDigit(stated.decimals, stated.unit);
  const cells = cell.half;
  return difference <= (own > cells ? own : cells);
}
