/** Whole tables that balance. */
import { largest, smallest } from '../../../base/lists.ts';
import { type Layout, leftmost } from './layout.ts';
import { solveTree } from './solve-tree.ts';
import type { Panel, Placement, Solution } from './types.ts';

/**
 * Whole tables that balance: for each way of the total row (the row with most columns filled), the other rows lie
 * within its columns, and where the table is a tree of codes each parent is the sum of its children, column by column.
 */
export function solve(
  layout: Layout,
  p: number,
  balanced: ReadonlyMap<number, readonly Placement[]>,
): Solution[] {
  const width = (layout.panels[p] as Panel).values.length;
  const amountsOf = (r: number) => layout.rows[r]?.parts[p]?.amounts ?? [];
  const all = layout.rows.map((_, r) => r).filter((r) => amountsOf(r).length > 0);
  const most = largest(
    all.map((r) => amountsOf(r).length),
    0,
  );
  const total = layout.coded
    ? all.find((r) => layout.rows[r]?.code === '')
    : all.find((r) => amountsOf(r).length === most);
  const waysOf = (r: number): readonly Placement[] =>
    amountsOf(r).length === width ? [leftmost(amountsOf(r), width)] : (balanced.get(r) ?? []);
  const supports = total === undefined ? [undefined] : waysOf(total);
  const solutions: Solution[] = [];
  for (const support of supports) {
    const within = (w: Placement) =>
      support === undefined || w.every((v, c) => v === undefined || support[c] !== undefined);
    const ways = new Map(all.map((r) => [r, r === total && support ? [support] : waysOf(r).filter(within)]));
    if (all.some((r) => ways.get(r)?.length === 0) && supports.length > 1) continue;
    solutions.push(
      layout.coded
        ? solveTree((r) => layout.rows[r]?.code ?? '', all, ways)
        : { placed: single(ways), unsure: new Set(all.filter((r) => ways.get(r)?.length !== 1)) },
    );
  }
  const fewest = smallest(
    solutions.map((s) => s.unsure.size),
    Number.POSITIVE_INFINITY,
  );
  return solutions.filter((s) => s.unsure.size === fewest);
}

function single(ways: ReadonlyMap<number, readonly Placement[]>): Map<number, Placement> {
  return new Map(
    [...ways].filter(([, list]) => list.length === 1).map(([r, list]) => [r, list[0] as Placement]),
  );
}
