/** Call hierarchy of a figure: what a total is made of, and what it goes into. */

import type { Analysis } from '../analysis/analysis.ts';
import { labelOf, placeOfFigure } from '../analysis/describe.ts';
import type { Position, Range } from '../base/range.ts';
import type { Figure } from '../model/types.ts';
import { isCell } from '../relations/figure.ts';
import { partsOf } from './navigation.ts';
import { figureAt } from './place.ts';

export interface CallItem {
  readonly name: string;
  readonly detail: string;
  readonly range: Range;
  /** Of the other report that it stands in. */
  readonly path?: string;
}

/** The figure at a position as the root of a hierarchy. */
export function prepareCalls(analysis: Analysis, position: Position): CallItem | undefined {
  const figure = figureAt(analysis, position);
  return figure && (analysis.graph.byFigure.get(figure)?.length ?? 0) > 0
    ? itemOf(analysis, figure)
    : undefined;
}

/** The totals that the figure at a position goes into. */
export function callersOf(analysis: Analysis, position: Position): CallItem[] {
  const figure = figureAt(analysis, position);
  if (!figure) return [];
  const totals = (analysis.graph.byFigure.get(figure) ?? []).flatMap((r) =>
    r.total && r.total !== figure && !r.explanation ? [r.total] : [],
  );
  return [...new Set(totals)].map((f) => itemOf(analysis, f));
}

/** The figures that the one at a position is made of. */
export function calleesOf(analysis: Analysis, position: Position): CallItem[] {
  const figure = figureAt(analysis, position);
  if (!figure) return [];
  const parts = (analysis.graph.byFigure.get(figure) ?? []).flatMap((r) =>
    r.total === figure && !r.explanation ? partsOf(r) : [],
  );
  return [...new Set(parts)].map((f) => itemOf(analysis, f));
}

function itemOf(analysis: Analysis, figure: Figure): CallItem {
  return {
    name: figure.raw === '' ? analysis.say('label.blank') : figure.raw,
    detail: isCell(figure) ? labelOf(figure, undefined, analysis.locale) : '',
    ...placeOfFigure(analysis, figure),
  };
}
