/** Amounts with a wrong unit: 元 for 万元. */
import { halfDigit, scaledOf, unitName } from '../base/amount.ts';
import type { CellFigure } from '../model/types.ts';
import { agrees } from './agree.ts';
import type { ProseFigure, ToldFigure } from './types.ts';

/** Powers of ten of the units that are taken for one another: 万元, 元, 亿元. */
const POWERS = [4, 0, 8];

/** The unit with which an amount says what its cell says, where it is another one than is printed. */
export function slipOf(figure: ToldFigure, cell: CellFigure): ProseFigure['slip'] {
  const { printed, unit } = figure;
  if (!printed || !figure.unitSpan || figure.kind !== 'money') return undefined;
  if (cell.state !== 'amount' || cell.value === 0n) return undefined;
  const stated = (power: number) => ({
    value: scaledOf(printed, power),
    decimals: printed.decimals,
    unit: power,
    zero: printed.zero,
  });
  if (agrees(stated(unit), cell)) return undefined;
  for (const power of POWERS) {
    if (power === unit) continue;
    // Fewer digits than the cell may agree by chance: the figure must be the cell's own.
    if (scaledOf(printed, power) === cell.value || (printed.decimals >= 2 && agrees(stated(power), cell)))
      return { text: unitName(power), power };
  }
  return undefined;
}

/** An amount as it is meant beside its cell: in the unit that its author meant, where the printed one slipped. */
export function unslipped<F extends ToldFigure>(figure: F, cell: CellFigure): F {
  const slip = slipOf(figure, cell);
  const { printed } = figure;
  if (!slip || !printed) return figure;
  const { power: unit } = slip;
  const half = printed.zero ? 0n : halfDigit(printed.decimals, unit);
  return { ...figure, slip, unit, value: scaledOf(printed, unit), half };
}
