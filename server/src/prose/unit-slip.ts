/** Amounts with a wrong unit: 元 for 万元. */
import { halfDigit, scaledOf, unitName } from '../base/amount.ts';
import type { CellFigure } from '../model/types.ts';
import { agrees } from './agree.ts';
import type { ProseFigure } from './types.ts';

/** Powers of ten of the units that are taken for one another: 万元, 元, 亿元. */
const POWERS = [4, 0, 8];

/** The unit with which an amount says what its cell says, where it is another one than is printed. */
export function slipOf(figure: ProseFigure, cell: CellFigure): ProseFigure['slip'] {
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

/** Takes an amount whose unit slipped as what was meant. */
export function unslip(
  figure: { -readonly [K in keyof ProseFigure]: ProseFigure[K] },
  cell: CellFigure,
): void {
  const slip = slipOf(figure, cell);
  const { printed } = figure;
  if (!slip || !printed) return;
  figure.slip = slip;
  figure.unit = slip.power;
  figure.value = scaledOf(printed, slip.power);
  figure.half = printed.zero ? 0n : halfDigit(printed.decimals, slip.power);
}
