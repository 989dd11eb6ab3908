/** What is broken, in parts that share no figure. */

import { getOrMake, pushTo } from '../../base/maps.ts';
import type { Figure } from '../../model/types.ts';
import type { Graph } from '../graph.ts';
import { figuresOf, type Relation } from '../types.ts';
import type { Candidate, Waived } from './types.ts';

export function brokenIn(graph: Graph, waived: Waived): Relation[] {
  return graph.in('broken').filter((r) => !waived.has(r) && solvable(r));
}

/** Relations that blame can turn round: sums that must be equal, within this report. */
export function solvable(relation: Relation): boolean {
  return relation.shape === 'linear' && relation.op === '=' && relation.source.kind !== 'report';
}

/** Terms of a relation that holds and still ties the broken relations at its figures together. */
const MOST_TIES = 12;

/**
 * Groups broken relations that share a figure, or whose figures a small relation ties together that holds: two cells of
 * one row that are wrong alike.
 */
export function components(broken: readonly Relation[], graph: Graph): Relation[][] {
  const parent = new Map<Relation, Relation>();
  const find = (r: Relation): Relation => {
    let root = r;
    while (parent.get(root) !== root) root = parent.get(root) as Relation;
    for (let at = r; at !== root; ) {
      const next = parent.get(at) as Relation;
      parent.set(at, root);
      at = next;
    }
    return root;
  };
  const first = new Map<Figure, Relation>();
  for (const relation of broken) parent.set(relation, relation);
  for (const relation of broken) {
    for (const figure of figuresOf(relation)) {
      const other = first.get(figure);
      if (other) parent.set(find(relation), find(other));
      else first.set(figure, relation);
    }
  }
  for (const [figure, relation] of first) {
    for (const tie of graph.byFigure.get(figure) ?? []) {
      if (tie.explanation || !solvable(tie) || graph.outcomes.get(tie)?.state === 'broken') continue;
      const figures = figuresOf(tie).filter((f) => f.state === 'amount');
      if (figures.length > MOST_TIES) continue;
      for (const f of figures) {
        const other = first.get(f);
        if (other) parent.set(find(relation), find(other));
      }
    }
  }
  const groups = new Map<Relation, Relation[]>();
  for (const relation of broken) {
    const root = find(relation);
    pushTo(groups, root, relation);
  }
  return [...groups.values()];
}

/** How often each figure counts on the left side less the right, kept for each relation. */
const factors = new WeakMap<Relation, ReadonlyMap<Figure, bigint>>();

export function factorsOf(relation: Relation): ReadonlyMap<Figure, bigint> {
  return getOrMake(factors, relation, () => {
    const map = new Map<Figure, bigint>();
    if (relation.shape !== 'linear') return map;
    for (const t of relation.left) map.set(t.figure, (map.get(t.figure) ?? 0n) + t.factor);
    for (const t of relation.right) map.set(t.figure, (map.get(t.figure) ?? 0n) - t.factor);
    return map;
  });
}

/** How many relations a group of corrections mends together. */
export function unionOf(group: readonly Candidate[]): number {
  return new Set(group.flatMap((c) => c.mends)).size;
}
