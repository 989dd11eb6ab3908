/** What the cells of a column hold, whatever its header says. */
import { numberIn } from '../syntax/line.ts';
import { CODE, DASH, type GridRow, PERCENT } from './cells.ts';

/** What the cells of a column hold, by their number. */
export interface Content {
  readonly numeric: number;
  /** Numbers that may be codes. */
  readonly codes: number;
  readonly percents: number;
  readonly text: number;
  /** Numbers that count the rows. */
  readonly counting: number;
}

/** Counts what the rows hold in a column. */
export function contentOf(rows: readonly GridRow[], c: number): Content {
  const found = { numeric: 0, codes: 0, percents: 0, text: 0, counting: 0 };
  for (const [i, row] of rows.entries()) {
    const cell = row.cells[c];
    if (!cell || cell.text === '' || DASH.test(cell.text)) continue;
    if (CODE.test(cell.text)) found.codes++;
    const number = PERCENT.test(cell.text) ? 'percent' : numberIn(cell);
    if (number === 'percent') found.percents++;
    else if (!number) found.text++;
    else {
      found.numeric++;
      if (number.digits === BigInt(i + 1)) found.counting++;
    }
  }
  return found;
}
