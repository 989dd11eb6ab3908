/** What is wrong with a report beside its figures: a unit, columns, rows, codes. */
import type { Cause } from '../relations/causes/index.ts';
import type { Relation } from '../relations/types.ts';
import type { UnitPlace } from './units.ts';

/** The causes of a report, and what they leave to be told by itself. */
export interface Causes {
  readonly list: readonly Cause[];
  readonly units: readonly UnitPlace[];
  readonly folded: ReadonlySet<Relation>;
}

export const NO_CAUSES: Causes = { list: [], units: [], folded: new Set() };
