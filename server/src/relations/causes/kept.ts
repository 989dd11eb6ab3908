/** What was found of a table, kept while the table is the same and its relations come out as they did. */
import { sameItems } from '../../base/lists.ts';
import { getOrMake } from '../../base/maps.ts';
import type { TableModel } from '../../model/types.ts';
import type { Graph } from '../graph.ts';

interface Kept {
  readonly from: readonly unknown[];
  readonly made: unknown;
}

/** By what is looked for. */
const kept = new WeakMap<TableModel, Map<string, Kept>>();

/**
 * @param what it is looked for
 * @param more what it rests on beside the table and how its relations came out
 */
export function keptOf<T>(
  graph: Graph,
  table: TableModel,
  { what, more }: { readonly what: string; readonly more: readonly unknown[] },
  make: () => T,
): T {
  const from = [table.block, table.block.edition, ...more, ...graph.editionsOf(table)];
  const own = getOrMake(kept, table, () => new Map<string, Kept>());
  const known = own.get(what);
  if (known && sameItems(known.from, from)) return known.made as T;
  const made = make();
  own.set(what, { from, made });
  return made;
}
