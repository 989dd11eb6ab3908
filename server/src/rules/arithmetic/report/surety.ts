/** How sure a correction is: whether it is the one to offer, and whether it may be made without being looked at. */

import type { RuleContext } from '../../../analysis/rule.ts';
import type { CellFigure, Figure } from '../../../model/types.ts';
import { type Candidate, solvable } from '../../../relations/blame.ts';
import { evaluate, type Overlay } from '../../../relations/evaluate.ts';
import { halfOf, isCell } from '../../../relations/figure.ts';
import type { Graph } from '../../../relations/graph.ts';
import { figuresOf, type Relation } from '../../../relations/types.ts';
import { witnessesOf } from '../../../relations/witness.ts';

export interface Surety {
  readonly preferred: boolean;
  readonly sure: boolean;
}

/**
 * How sure a blamed figure's correction is.
 * @param changed figures that are blamed beside it
 */
export function suretyOf(analysis: RuleContext, candidate: Candidate, changed: ReadonlySet<Figure>): Surety {
  const { figure, value, mends } = candidate;
  const around = mends.flatMap((r) => figuresOf(r)).filter((f) => f !== figure);
  const strange = value < 0n && figure.value >= 0n && around.every((f) => f.value >= 0n);
  // Nothing in the place of something: what it is the sum of may be missing. It is never done unasked.
  const emptied = value === 0n && figure.state === 'amount';
  const doubtless =
    !strange &&
    !inDoubt(analysis, figure) &&
    !around.some((f) => inDoubt(analysis, f)) &&
    !around.some((f) => changed.has(f));
  if (!doubtless) return { preferred: false, sure: false };
  const witnessed = hasWitnesses(analysis, candidate);
  return {
    preferred: !emptied || witnessed,
    sure: !emptied && witnessed && !isBorneOut(analysis, candidate),
  };
}

/**
 * Whether a percentage comes out with what is printed, and would not with the correction: that speaks for the print.
 * One of amounts that are themselves contradicted, as all of last year's text are, speaks for nothing.
 */
function isBorneOut(analysis: RuleContext, { figure, value, mends }: Candidate): boolean {
  const corrected: Overlay = new Map([[figure, { value, half: halfOf(figure) }]]);
  if (isOfOtherTables(analysis.graph)) return false;
  return analysis.graph.byFigure.get(figure).some((relation) => {
    const state = relation.outcome?.state;
    if (relation.shape !== 'ratio' || (state !== 'exact' && state !== 'rounding')) return false;
    const others = figuresOf(relation).filter((f) => f !== figure);
    return (
      evaluate(relation, corrected).state === 'broken' && !others.some((f) => isBroken(analysis, f, mends))
    );
  });
}

/** So many amounts that are not their tables' are no slips of a hand. */
const FEWEST_OF_OTHERS = 5;

/** Whether most amounts of the sentences are not those of the tables: last year's text under this year's. */
export function isOfOtherTables(graph: Graph): boolean {
  const { broken, all } = graph.countOf('prose-figure');
  return broken >= FEWEST_OF_OTHERS && broken * 2 > all;
}

/** Whether something else than its amount is in doubt about a figure: its table's unit, columns or rows, its code. */
function inDoubt({ causes }: RuleContext, figure: Figure): boolean {
  if (!isCell(figure)) return false;
  const { state } = figure.owner as { readonly state?: string };
  if (state === 'partial' || state === 'unfilled') return true;
  return causes.list.some((cause) => {
    if (cause.kind === 'table-unit') return cause.tables.includes(figure.owner);
    // A name misspelt, or a code that nobody lists, that nothing fails over leaves the sums as they are.
    if (cause.kind === 'code') return cause.row === figure.row && cause.explains.size > 0;
    return cause.table === figure.owner;
  });
}

/** A table's figure: two relations without another common figure. A sentence's: a cell that its own table confirms. */
function hasWitnesses(analysis: RuleContext, { figure, value, mends }: Candidate): boolean {
  if (!isCell(figure)) {
    return mends.some((relation) => {
      const cells = figuresOf(relation).filter((f): f is CellFigure => isCell(f));
      return cells.length > 0 && cells.every((cell) => isHeld(analysis, cell, relation));
    });
  }
  // What two sums of rounded figures ask for may differ by a last digit: then neither is taken unasked.
  const asked: Overlay = new Map([[figure, { value, half: halfOf(figure) }]]);
  const agree = (a: Relation, b: Relation) => [a, b].every((r) => evaluate(r, asked).difference === 0n);
  const inputs = (r: Relation) => figuresOf(r).filter((f) => f !== figure && f.value !== 0n);
  const able = mends.filter((r) => inputs(r).every((f) => !isContradicted(analysis, f, mends)));
  const borne = able.filter((r) => inputs(r).every((f) => isHeld(analysis, f, r)));
  return borne.some((a) =>
    able.some(
      (b) =>
        a !== b && agree(a, b) && areApart(inputs(a), inputs(b)) && witnessesOf(figure, [a, b]).length > 1,
    ),
  );
}

/**
 * Whether something else than what is mended does not come out with a figure, and could be solved for it. An equation
 * that somebody wrote under a table may be wrong itself: it says nothing against a figure that others bear out.
 */
function isContradicted(analysis: RuleContext, figure: Figure, mends: readonly Relation[]): boolean {
  return isBroken(
    analysis,
    figure,
    mends,
    (r) => solvable(r) && !(r.source.kind === 'line' && isHeld(analysis, figure, r)),
  );
}

/** Whether something else than what is mended does not come out with a figure. */
function isBroken(
  { graph }: RuleContext,
  figure: Figure,
  mends: readonly Relation[],
  counts = (r: Relation) => !r.explanation,
): boolean {
  return graph.byFigure
    .get(figure)
    .some((r) => counts(r) && r.outcome?.state === 'broken' && !mends.includes(r));
}

/** Whether another relation than the one that asks bears out a figure. */
function isHeld(analysis: RuleContext, figure: Figure, asking: Relation): boolean {
  return analysis.graph.byFigure.get(figure).some((r) => {
    if (r === asking || r.explanation || !solvable(r)) return false;
    return r.outcome?.state === 'exact' || r.outcome?.state === 'rounding';
  });
}

function areApart(a: readonly Figure[], b: readonly Figure[]): boolean {
  return !b.some((f) => a.includes(f));
}
