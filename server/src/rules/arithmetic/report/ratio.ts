/** Percentages that the amounts beside them do not allow. */

import { placeName, withReason } from '../../../analysis/brief.ts';
import { labelOf, placeOfFigure, rangeOfFigure } from '../../../analysis/describe.ts';
import { editsOfFigure, rewritten } from '../../../analysis/rewrite.ts';
import type { RelationalFinding, RuleContext } from '../../../analysis/rule.ts';
import { divideRound, lastDigit, type Scaled } from '../../../base/amount.ts';
import { message, type Words } from '../../../messages/index.ts';
import type { Figure } from '../../../model/types.ts';
import { againstOf } from '../../../prose/statement.ts';
import { solvable } from '../../../relations/blame.ts';
import { ratioValue } from '../../../relations/evaluate.ts';
import { STATED } from '../../../relations/stated.ts';
import { figuresOf, type RatioRelation, type Relation } from '../../../relations/types.ts';
import { isConfirmed, isMiscomputed, saidBefore, saidOf } from './stated-change.ts';
import { RATIO } from './words.ts';

/** A percentage that its inputs do not allow, with the value that they give. */
export function ofRatio(analysis: RuleContext, relation: Relation & RatioRelation): RelationalFinding {
  const { locale } = analysis;
  const { rate } = relation;
  const decimals = rate.printed?.decimals ?? 0;
  const value = ratioValue(relation);
  const expected = value === undefined ? undefined : rewritten(analysis, rate, value);
  const range = rangeOfFigure(analysis.report, rate);
  const said = saidOf(relation);
  const computed = relation.id === STATED.completion && value !== undefined && isMiscomputed(relation, value);
  const confirmed = said ? computed || saidBefore(analysis, relation, rate) : isConfirmed(analysis, relation);
  const id = ratioMessage(rate, value, decimals);
  const credible =
    confirmed || (!said && (id !== RATIO.wrong || (value !== undefined && isMiscomputed(relation, value))));
  const words = credible || said ? id : RATIO.unconfirmed;
  const data = { label: placeName(rate, locale), printed: rate.raw, expected: expected ?? '' };
  return {
    rule: relation.rule,
    // Whole per cents with zeros behind the point are a habit of writing, not a wrong sum.
    // So is 100 % on a base of nothing.
    defaultSeverity: value === undefined ? 'warning' : isPadded(rate, value) ? 'hint' : relation.severity,
    message: words,
    data: withReason(words, data, { relation, about: rate, locale, right: value }),
    range,
    printed: rate.raw,
    expected,
    related: figuresOf(relation)
      .filter((f) => f !== rate && f.state === 'amount')
      .map((f) => ({
        ...placeOfFigure(analysis, f),
        message: message(locale, 'related.part', { label: labelOf(f, rate, locale), printed: f.raw }),
      })),
    fixes:
      expected === undefined
        ? []
        : [
            {
              title: 'fix.set-rate',
              data: { from: rate.raw, to: expected },
              edits: editsOfFigure(analysis, rate, expected),
              // A change that nothing confirms may itself be the one that was left as it was.
              preferred:
                credible &&
                !isOfOtherYear(analysis, rate) &&
                figuresOf(relation).every((f) => f.state !== 'blank'),
              sure: computed,
              // Only where what it is computed from is itself sound.
              safe:
                confirmed &&
                !said &&
                !isOfOtherYear(analysis, rate) &&
                figuresOf(relation).every((f) => f === rate || isSound(analysis, f)),
            },
          ],
  };
}

/** Whether a sentence compares with another year than the last: which of the two it means a person must say. */
function isOfOtherYear({ prose, report }: RuleContext, rate: Figure): boolean {
  const { year } = report.front;
  const said = prose.statements.find((s) => s.figure === rate);
  const against = said && againstOf(said)?.year;
  return year !== undefined && against !== undefined && against !== year - 1;
}

function ratioMessage(rate: Figure, value: Scaled | undefined, decimals: number): Words {
  if (value === undefined) return RATIO['zero-base'];
  if (isPadded(rate, value)) return RATIO.padded;
  const unit = lastDigit(decimals);
  // Cut off instead of rounded.
  return (value / unit) * unit === rate.value ? RATIO.truncated : RATIO.wrong;
}

function isPadded(rate: Figure, value: Scaled): boolean {
  const whole = lastDigit(0);
  return (
    (rate.printed?.decimals ?? 0) > 0 &&
    rate.value % whole === 0n &&
    divideRound(value, whole) * whole === rate.value
  );
}

/** Whether a figure is printed, a sum or another print bears it out, and none speaks against it. */
function isSound(analysis: RuleContext, figure: Figure): boolean {
  if (figure.state !== 'amount') return false;
  const own = (analysis.graph.byFigure.get(figure) ?? []).filter((r) => r.shape === 'linear' && r.op === '=');
  const stateOf = (r: Relation) => analysis.graph.outcomes.get(r)?.state;
  if (own.some((r) => solvable(r) && stateOf(r) === 'broken')) return false;
  return own.some((r) => !r.explanation && (stateOf(r) === 'exact' || stateOf(r) === 'rounding'));
}
