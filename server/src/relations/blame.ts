/**
 * Blame: which figure, corrected, mends every relation that it is in (docs/blame.md). Works on the broken relations
 * and those that hold; bounded by the relations touched, since what a relation demands of a figure follows from its
 * difference and slack without adding up its terms again.
 */

import type { Scaled } from '../base/amount.ts';
import { append } from '../base/lists.ts';
import type { Figure } from '../model/types.ts';
import { Component, MOST_BROKEN } from './blame/component.ts';
import { brokenIn, components } from './blame/parts.ts';
import { NONE, type Verdict, type Waived } from './blame/types.ts';
import type { Graph } from './graph.ts';

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
  const broken = brokenIn(graph, waived);
  const verdicts: Verdict[] = [];
  for (const component of components(broken, graph)) {
    append(verdicts, new Component(graph, component, waived, filled).settle());
  }
  // What nothing mends by itself may be two figures that stand in one another's way.
  const stuck = verdicts.filter((v) => v.candidates.length === 0);
  if (stuck.length < 2 || stuck.length > MOST_BROKEN) return verdicts;
  const together = new Component(
    graph,
    stuck.flatMap((v) => v.broken),
    waived,
    filled,
  ).settle();
  return [...verdicts.filter((v) => v.candidates.length > 0), ...together];
}

/** Every broken relation by itself, for those who want to see them raw. */
export function unsettled(graph: Graph, waived: Waived = NONE): Verdict[] {
  return brokenIn(graph, waived).map((r) => ({ blamed: undefined, candidates: [], broken: [r] }));
}
