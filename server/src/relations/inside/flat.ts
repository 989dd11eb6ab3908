/** Whether a table lists its items once, so that its total is the sum of all rows: forms leave open what heads what. */
import type { PanelRow } from '../../model/types.ts';
import { cellLike } from './rows.ts';

/**
 * Whether the rows are all of one level, as far as their amounts tell: of the columns that have a total at least one
 * adds up, and no more do not than do.
 * @param total the row of the total
 * @param rows all other rows with a label
 */
export function areFlat(total: PanelRow, rows: readonly PanelRow[]): boolean {
  let held = 0;
  let broken = 0;
  for (const [column, figure] of total.cells) {
    if (column.role !== 'value' || column.count || figure.state !== 'amount' || figure.value === 0n) continue;
    const amounts = rows.flatMap((row) => {
      const cell = cellLike(row, column);
      return cell?.state === 'amount' && cell.value !== 0n ? [cell.value] : [];
    });
    // A total over one amount is the same whatever the levels.
    if (amounts.length < 2) continue;
    if (amounts.reduce((all, v) => all + v, 0n) === figure.value) held++;
    else broken++;
  }
  return held > 0 && held >= broken;
}
