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
  const sets = new Sets(broken);
  const first = new Map<Figure, Relation>();
  const joined = (relation: Relation, figure: Figure): void => {
    const other = first.get(figure);
    if (other) sets.join(relation, other);
  };
  for (const relation of broken) {
    for (const figure of figuresOf(relation)) {
      joined(relation, figure);
      if (!first.has(figure)) first.set(figure, relation);
    }
  }
  for (const [figure, relation] of first) {
    for (const tie of tiesOf(figure, graph)) {
      const figures = figuresOf(tie).filter((f) => f.state === 'amount');
      if (figures.length <= MOST_TIES) for (const f of figures) joined(relation, f);
    }
  }
  return sets.groups();
}

/** The relations of a figure that hold and bind it to others. */
function tiesOf(figure: Figure, graph: Graph): Relation[] {
  const all = graph.byFigure.get(figure) ?? [];
  return all.filter((r) => !r.explanation && solvable(r) && graph.outcomes.get(r)?.state !== 'broken');
}

/** Relations in sets that are joined. */
class Sets {
  private readonly parent = new Map<Relation, Relation>();

  constructor(private readonly all: readonly Relation[]) {
    for (const relation of all) this.parent.set(relation, relation);
  }

  join(a: Relation, b: Relation): void {
    this.parent.set(this.find(a), this.find(b));
  }

  /** The sets in the order of their first relations. */
  groups(): Relation[][] {
    const groups = new Map<Relation, Relation[]>();
    for (const relation of this.all) pushTo(groups, this.find(relation), relation);
    return [...groups.values()];
  }

  private find(relation: Relation): Relation {
    let root = relation;
    while (this.parent.get(root) !== root) root = this.parent.get(root) as Relation;
    for (let at = relation; at !== root; ) {
      const next = this.parent.get(at) as Relation;
      this.parent.set(at, root);
      at = next;
    }
    return root;
  }
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
