/** What comes of names between tables. */

import type { Figure } from '../../model/types.ts';
import type { RelationList } from '../list.ts';
import type { Unchecked } from '../types.ts';

/** A name in a `勾稽：` line that finds nothing or several figures. */
export interface BadReference {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly reason: string;
  readonly data: Readonly<Record<string, string>>;
}

export interface CrossRelations {
  readonly relations: RelationList;
  readonly unchecked: readonly Unchecked[];
  readonly badReferences: readonly BadReference[];
}

/** Figures that prose states, by the name of the indicator (`机关运行经费`). */
export type Indicators = (name: string) => readonly Figure[];
