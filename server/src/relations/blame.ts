/**
 * Blame: which figure, corrected, mends every relation that it is in (docs/blame.md). Works on the broken relations
 * and those that hold; bounded by the relations touched, since what a relation demands of a figure follows from its
 * difference and slack without adding up its terms again.
 */

import type { Scaled } from '../base/amount.ts';
import { append, sameItems } from '../base/lists.ts';
import type { Figure } from '../model/types.ts';
import { Component, MOST_BROKEN } from './blame/component.ts';
import { brokenIn, components } from './blame/parts.ts';
import { NONE, type Verdict, type Waived } from './blame/types.ts';
import type { Graph } from './graph.ts';
import { figuresOf, type Relation } from './types.ts';

export { solvable } from './blame/parts.ts';
export type { Candidate, Verdict, Waived } from './blame/types.ts';

/**
 * Settles the broken relations of a graph.
 * @param waived relations that a waiver takes out of the system
 * @param filled the values of blanks that are told already
 */
export function settle(
  graph: Graph,
  waived: Waived = NONE,
  filled: ReadonlyMap<Figure, Scaled> = new Map(),
): Verdict[] {
  const before = settledIn.get(graph);
  const now = { alone: new Map<Relation, Settled>(), together: new Map<Relation, Settled>() };
  settledIn.set(graph, now);
  const verdictsOf = (relations: readonly Relation[], how: keyof typeof now): readonly Verdict[] => {
    const first = relations[0] as Relation;
    const from = restsOn(graph, relations, waived, filled);
    const known = before?.[how].get(first);
    const made =
      known && sameItems(known.from, from)
        ? known
        : { from, verdicts: new Component(graph, relations, waived, filled).settle() };
    now[how].set(first, made);
    return made.verdicts;
  };
  const verdicts: Verdict[] = [];
  for (const component of components(brokenIn(graph, waived), graph))
    append(verdicts, verdictsOf(component, 'alone'));
  // What nothing mends by itself may be two figures that stand in one another's way.
  const stuck = verdicts.filter((v) => v.candidates.length === 0);
  if (stuck.length < 2 || stuck.length > MOST_BROKEN) return verdicts;
  const together = verdictsOf(
    stuck.flatMap((v) => v.broken),
    'together',
  );
  return [...verdicts.filter((v) => v.candidates.length > 0), ...together];
}

/** The verdicts of relations, and what they rest on. */
interface Settled {
  readonly from: readonly unknown[];
  readonly verdicts: readonly Verdict[];
}

/** What was settled last, by the first relation of each component: most edits leave most components as they are. */
const settledIn = new WeakMap<
  Graph,
  { readonly alone: ReadonlyMap<Relation, Settled>; readonly together: ReadonlyMap<Relation, Settled> }
>();

/**
 * How all relations that figures of a component stand in came out: an outcome is a new object where one of them changes.
 * And the text around the figures: what was copied from the row above, or from the column beside, is told from cells
 * that no relation of the component has.
 */
function restsOn(
  graph: Graph,
  relations: readonly Relation[],
  waived: Waived,
  filled: ReadonlyMap<Figure, Scaled>,
): unknown[] {
  const from: unknown[] = [graph.foreign];
  for (const relation of relations) {
    from.push(relation);
    for (const figure of figuresOf(relation)) {
      const { block } = figure.owner;
      from.push(block, block.edition, filled.get(figure), graph.isListed(figure));
      for (const other of graph.byFigure.get(figure)) from.push(other.outcome, waived.has(other));
    }
  }
  return from;
}

/** Every broken relation by itself, for those who want to see them raw. */
export function unsettled(graph: Graph, waived: Waived = NONE): Verdict[] {
  return brokenIn(graph, waived).map((r) => ({ blamed: undefined, candidates: [], broken: [r] }));
}
