/** The cells of a final account's tables that hold a budget (`年初预算数`), which the year's 预算 holds as well. */

import type { Cube } from '../model/view/cube.ts';
import type { ComparisonWords } from '../reference/words.ts';
import { budgetColumnOf, type CellPlace } from './counterparts.ts';

/** A cell of a budget. */
export interface BudgetCell {
  readonly place: CellPlace;
  /** It may hold the adjusted budget as well. */
  readonly vague: boolean;
}

/** The cells that hold the first budget, or may hold it. */
export function* budgetCells(cubes: readonly Cube[], words: ComparisonWords): Iterable<BudgetCell> {
  for (const cube of cubes) {
    if (!cube.form?.budget || cube.table.state === 'unfilled') continue;
    for (const line of cube.lines)
      for (const key of cube.keys()) {
        const cell = line.cell(key);
        const kind = cell?.state === 'amount' ? budgetColumnOf(cell.column, cube.table, words) : undefined;
        if (kind === 'first' || kind === 'either')
          yield { place: { cube, line, key }, vague: kind === 'either' };
      }
  }
}
