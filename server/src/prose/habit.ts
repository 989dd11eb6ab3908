/** How the author of a report writes amounts in sentences, told by those that are tied to cells. */
import { abs, halfDigit } from '../base/amount.ts';
import { getOrMake } from '../base/maps.ts';
import type { ProseFigure } from './types.ts';
import type { Habit } from './write.ts';

/** The habits that the figures of a report show. */
export function habitIn(figures: readonly ProseFigure[]): Habit {
  const money = figures.filter((f) => f.kind === 'money' && f.printed);
  const parted = money
    .filter((f) => f.raw.split(/[.．]/)[0]?.replace(/\D/g, '').length === 4)
    .reduce((sum, f) => sum + (f.grouped ? 1 : -1), 0);
  const rounding = roundingOf(money);
  let dropped = 0;
  for (const f of money) {
    const { cell } = f.binding;
    if (!f.printed || !cell || f.unit !== cell.unit) continue;
    const whole = rounding?.unit === f.unit ? Math.min(rounding.decimals, cell.decimals) : cell.decimals;
    const room = whole < cell.decimals ? halfDigit(whole, f.unit) : 0n;
    if (abs(f.value - cell.value) > room) continue;
    if (f.printed.decimals < whole) dropped++;
    else if (f.printed.decimals > 0 && (room > 0n || /0$/.test(f.raw))) dropped--;
  }
  return { trims: dropped > 0, keeps: dropped < 0, groups: parted > 0, rounding };
}

/** The decimals that an author rounds to who prints fewer than the cells have; undefined where nobody rounds. */
function roundingOf(money: readonly ProseFigure[]): Habit['rounding'] {
  const counts = new Map<string, { unit: number; decimals: number; count: number }>();
  for (const f of money) {
    const { cell } = f.binding;
    if (!f.printed || !cell || f.unit !== cell.unit || f.printed.decimals >= cell.decimals) continue;
    if (f.value === cell.value || abs(f.value - cell.value) > f.half) continue;
    const { unit } = f;
    const { decimals } = f.printed;
    getOrMake(counts, `${unit}|${decimals}`, () => ({ unit, decimals, count: 0 })).count++;
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || b.decimals - a.decimals)[0];
}
