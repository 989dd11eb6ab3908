/** Writes a corrected figure of a sentence as its author writes figures. */
import { decimalsOf, formatScaled, type Scaled } from '../base/amount.ts';
import type { ProseFigure } from './types.ts';

/** How the author of a report writes amounts. */
export interface Habit {
  /** Whether zeros behind the point are dropped. */
  readonly trims: boolean;
  /** Whether thousands are parted. */
  readonly groups: boolean;
}

const PLAIN: Habit = { trims: false, groups: false };

/**
 * The text that replaces a figure's span: decimals, separators and full-width forms stay as the author writes them.
 * @param value scaled value in the base unit
 * @param habit how the author writes elsewhere, where the figure itself does not show it
 */
export function writeFigure(figure: ProseFigure, value: Scaled, { trims, groups }: Habit = PLAIN): string {
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
  const most = Math.max(
    figure.decimals,
    printed?.decimals ?? 0,
    figure.binding.cell && figure.binding.cell.unit === figure.unit ? figure.binding.cell.decimals : 2,
  );
  const needed = decimalsOf(value, figure.unit, most);
  const decimals = trims ? needed : Math.max(printed?.decimals ?? 0, needed);
  const long = figure.raw.replace(/\D/g, '').length - (printed?.decimals ?? 0) > 3;
  const grouped = long
    ? figure.grouped
    : figure.grouped || groups || figure.paragraph.flat.text.search(/\d,\d{3}(?!\d)/) >= 0;
  return formatScaled(value, { decimals, grouped, fullWidth: figure.fullWidth }, figure.unit);
}
