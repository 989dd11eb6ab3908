/** What is wrong with a report beside its figures: a unit, columns, rows, codes. */

import type { TableModel } from '../model/types.ts';
import type { Cause } from '../relations/causes/index.ts';
import type { Relation } from '../relations/types.ts';
import type { UnitPlace } from './units.ts';

/** The causes of a report, and what they leave to be told by itself. */
export interface Causes {
  readonly list: readonly Cause[];
  readonly units: readonly UnitPlace[];
  readonly folded: ReadonlySet<Relation>;
}

/** The tables that are still being filled in, as far as only their relations tell, with those that wait for it. */
export function beingFilled({ list }: Causes): ReadonlyMap<TableModel, ReadonlySet<Relation>> {
  return new Map(list.flatMap((c) => (c.kind === 'filling' ? [[c.table, c.explains] as const] : [])));
}

export const NO_CAUSES: Causes = { list: [], units: [], folded: new Set() };
