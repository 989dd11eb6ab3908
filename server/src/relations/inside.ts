/** Relations inside one table: its form's, its code tree's, and those its notes print. */

import type { Steps } from '../base/steps.ts';
import type { TableModel } from '../model/types.ts';
import { type Cube, cubeOf } from '../model/view/cube.ts';
import { detailsOf } from './details.ts';
import { InsideBuilder } from './inside/builder.ts';
import type { RelationList } from './list.ts';
import type { Unchecked } from './types.ts';

export { commonOf, formulaOf, indicatorOf, isIndicator, nameOf, refsOf } from './inside/parsed.ts';
export { cellLike } from './inside/rows.ts';

/** A table seen through its form. */
export const tableCube = (table: TableModel): Cube => cubeOf(table, detailsOf(table));

export interface TableRelations {
  readonly cube: Cube;
  readonly relations: RelationList;
  readonly unchecked: readonly Unchecked[];
}

/** The relations that a table owes by itself. */
export function* insideRelations(table: TableModel, cube = tableCube(table)): Steps<TableRelations> {
  const builder = new InsideBuilder(cube);
  if (!table.empty) yield* builder.run();
  return { cube, relations: builder.relations, unchecked: builder.unchecked };
}
