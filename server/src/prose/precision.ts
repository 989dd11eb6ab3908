/** How precise a figure of a sentence is beside the cell that it states, and units that slipped (language.md §11). */
import { abs, halfDigit, type Scaled, scaledOf, unitName } from '../base/amount.ts';
import type { CellFigure } from '../model/types.ts';
import { agrees, type Stated } from './bind.ts';
import type { ProseFigure } from './types.ts';

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

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

/** An amount that says what its cell says with another unit: 元 for 万元. It counts as what was meant. */
export function unslip(figure: Mutable<ProseFigure>, cell: CellFigure): void {
  const { printed } = figure;
  if (
    !printed ||
    figure.unitSpan === undefined ||
    figure.kind !== 'money' ||
    cell.state !== 'amount' ||
    cell.value === 0n
  )
    return;
  const stated = (unit: number): Stated => ({
    value: scaledOf(printed, unit),
    decimals: printed.decimals,
    unit,
    zero: printed.zero,
  });
  if (agrees(stated(figure.unit), cell)) return;
  for (const [text, power] of SLIPS) {
    if (power === figure.unit) continue;
    // Fewer digits than the cell may agree by chance: the figure must be the cell's own.
    if (scaledOf(printed, power) !== cell.value && !(printed.decimals >= 2 && agrees(stated(power), cell)))
      continue;
    figure.slip = { text, power };
    figure.unit = power;
    figure.value = scaledOf(printed, power);
    figure.half = printed.zero ? 0n : halfDigit(printed.decimals, power);
    return;
  }
}

const SLIPS: readonly (readonly [string, number])[] = [4, 0, 8].map((power) => [unitName(power), power]);
