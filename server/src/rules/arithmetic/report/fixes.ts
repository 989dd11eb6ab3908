/** Fixes that set figures of equations. */

import { isNothing, labelOf, unscaled } from '../../../analysis/describe.ts';
import { editsOfFigure, rewritten } from '../../../analysis/rewrite.ts';
import type { RawFix, RuleContext } from '../../../analysis/rule.ts';
import type { Scaled } from '../../../base/amount.ts';
import type { Figure } from '../../../model/types.ts';
import type { Candidate, Verdict } from '../../../relations/blame.ts';
import type { Outcome, Relation } from '../../../relations/types.ts';
import type { Surety } from './surety.ts';

/** Without a figure to blame, the total may be set to its sum, as a choice. */
export function defaultFixes(analysis: RuleContext, relation: Relation, outcome: Outcome): RawFix[] {
  const { total } = relation;
  // Nothing on the other side is no reason to make it nothing here.
  if (!total || relation.shape !== 'linear' || isNothing(relation)) return [];
  return [
    fixOf(analysis, {
      figure: total,
      value: total.value - unscaled(relation, outcome.difference),
      mends: [relation],
      witnesses: 1,
      leaves: 0,
      spoils: 0,
      votes: 1,
      listed: false,
      slip: undefined,
    }),
  ];
}

export function fixOf(analysis: RuleContext, candidate: Candidate, surety: Surety = OFFERED): RawFix {
  const fix = setFigure(analysis, candidate.figure, candidate.value, surety.preferred);
  return { ...fix, sure: surety.sure };
}

const OFFERED: Surety = { preferred: false, sure: false };

/** The fix that sets a figure to a value. */
export function setFigure(analysis: RuleContext, figure: Figure, value: Scaled, preferred: boolean): RawFix {
  const text = rewritten(analysis, figure, value);
  return {
    title: figure.state === 'amount' ? 'fix.set-figure' : 'fix.fill-figure',
    data: { label: labelOf(figure, undefined, analysis.locale), from: figure.raw, to: text },
    edits: editsOfFigure(analysis, figure, text),
    preferred,
  };
}

/**
 * A sentence and its cell that differ: the one that is not blamed may be set to the other as well.
 * @param offered the figures that a fix is offered for already
 */
export function otherSide(
  analysis: RuleContext,
  verdict: Verdict,
  told: Relation,
  ...offered: readonly Figure[]
): RawFix[] {
  if (told.rule !== 'prose-figure') return [];
  const fixes: RawFix[] = [];
  const done = new Set(offered);
  for (const relation of verdict.broken) {
    if (relation.rule !== 'prose-figure') continue;
    for (const { figure, value } of twoSides(relation)) {
      if (done.has(figure) || analysis.graph.foreign.has(figure.owner.block)) continue;
      done.add(figure);
      fixes.push(setFigure(analysis, figure, value, false));
    }
  }
  return fixes;
}

/** The two figures of a relation that says they are one, each with the value of the other; none for other relations. */
export function twoSides(relation: Relation): { readonly figure: Figure; readonly value: Scaled }[] {
  if (relation.shape !== 'linear' || relation.op !== '=' || relation.constant !== 0n) return [];
  const [a, b] = [relation.left[0], relation.right[0]];
  if (relation.left.length !== 1 || relation.right.length !== 1 || !a || !b || a.factor !== b.factor)
    return [];
  return [
    { figure: a.figure, value: b.figure.value },
    { figure: b.figure, value: a.figure.value },
  ];
}
