/** Rates as witnesses: of corrections that would each mend a sum, the only one that the rates of their figures bear. */
import type { Scaled } from '../base/amount.ts';
import type { Figure } from '../model/types.ts';
import { evaluate } from './evaluate.ts';
import type { Graph } from './graph.ts';
import type { Relation } from './types.ts';

/** The one of several corrections with which every rate that is broken now comes right; undefined where none is. */
export function borneOutByRates<C extends { readonly figure: Figure; readonly value: Scaled }>(
  rivals: readonly C[],
  graph: Graph,
): C | undefined {
  const rates = new Set<Relation>();
  for (const { figure } of rivals)
    for (const relation of graph.byFigure.get(figure) ?? [])
      if (relation.shape === 'ratio' && graph.outcomes.get(relation)?.state === 'broken') rates.add(relation);
  if (rates.size === 0) return undefined;
  const fitting = rivals.filter(({ figure, value }) => {
    const corrected = new Map([[figure, { value, half: figure.half }]]);
    return [...rates].every((rate) => evaluate(rate, corrected).state !== 'broken');
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}
