/** Writes a corrected figure of a sentence as its author writes figures. */
import { decimalsOf, divideRound, formatScaled, lastDigit, type Scaled } from '../base/amount.ts';
import type { ProseFigure } from './types.ts';

/** How the author of a report writes amounts. */
export interface Habit {
  /** Whether zeros behind the point are dropped. */
  readonly trims: boolean;
  /** Whether they are written out. */
  readonly keeps: boolean;
  /** Whether thousands are parted. */
  readonly groups: boolean;
  /** The decimals, in a unit, that they round to. */
  readonly rounding: { readonly unit: number; readonly decimals: number } | undefined;
}

const PLAIN: Habit = { trims: false, keeps: false, groups: false, rounding: undefined };

/**
 * The text that replaces a figure's span: decimals, separators and full-width forms stay as the author writes them.
 * @param value scaled value in the base unit
 * @param habit how the author writes elsewhere, where the figure itself does not show it
 */
export function writeFigure(figure: ProseFigure, value: Scaled, habit: Habit = PLAIN): string {
  const { trims, groups } = habit;
  const printed = figure.printed;
  if (figure.kind === 'percent') {
    // What stands behind the digits (`%`, blanks before it) is kept.
    const tail = /[^0-9０-９.．,-]*$/.exec(figure.raw)?.[0] ?? '';
    const decimals =
      printed && printed.decimals > 0 ? printed.decimals : printed && value % 10n ** 16n === 0n ? 0 : 2;
    return formatScaled(value, { decimals, grouped: false, fullWidth: figure.fullWidth, trim: trims }) + tail;
  }
  if (figure.kind === 'count')
    return formatScaled(
      value,
      { decimals: decimalsOf(value, figure.unit, 4), grouped: figure.grouped, fullWidth: figure.fullWidth },
      figure.unit,
    );
  const [most, least] = decimalsFor(figure, habit);
  const unit = lastDigit(most, figure.unit);
  const needed = decimalsOf(divideRound(value, unit) * unit, figure.unit, most);
  const decimals = trims ? needed : Math.max(least, needed);
  const long = figure.raw.replace(/\D/g, '').length - (printed?.decimals ?? 0) > 3;
  const grouped = long
    ? figure.grouped
    : figure.grouped || groups || figure.paragraph.flat.text.search(/\d,\d{3}(?!\d)/) >= 0;
  return formatScaled(value, { decimals, grouped, fullWidth: figure.fullWidth }, figure.unit);
}

/** The most and the fewest decimals of a corrected amount. */
function decimalsFor(
  { printed, decimals, binding, unit }: ProseFigure,
  { rounding, keeps }: Habit,
): readonly [most: number, least: number] {
  const own = printed?.decimals ?? 0;
  const cell = binding.cell?.unit === unit ? binding.cell : undefined;
  // One who rounds writes no more; nor is a digit doubled behind the point a decimal.
  const whole = rounding?.unit === unit ? Math.min(rounding.decimals, cell?.decimals ?? own) : cell?.decimals;
  if (whole === undefined) return [Math.max(decimals, own, 2), own];
  return [whole, keeps ? whole : Math.min(own, whole)];
}
