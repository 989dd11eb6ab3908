/** Columns that hold another budget than the first one. */
import type { CellFigure } from '../../model/types.ts';
import { budgetColumnOf } from '../counterparts.ts';
import type { Owed } from './owed.ts';

export function isAdjusted(owed: Owed, cell: CellFigure): boolean {
  return budgetColumnOf(cell.column, cell.owner, owed.reference.vocabulary.comparison) === 'adjusted';
}
