/** Two amounts of a sentence of which one has a wrong unit. */
import type { Figure } from '../../model/types.ts';
import type { Relation } from '../types.ts';
import { mixedUnit, mixedUnitIssue } from '../wrong-units.ts';
import { tell } from './making.ts';
import type { Owed } from './owed.ts';

/** Whether one of two amounts has a wrong unit: told at the unit, once. */
export function isMixed(owed: Owed, relation: Relation, pair: readonly [Figure, Figure]): boolean {
  const mixed = mixedUnit(relation, pair, owed.around);
  if (mixed && !owed.mixed.has(mixed.figure)) tell(owed, mixedUnitIssue(mixed));
  if (mixed) owed.mixed.add(mixed.figure);
  return mixed !== undefined;
}
