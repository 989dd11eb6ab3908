/** Equations that blame does not solve: limits, products, and what another report says. */

import { hasUnits, placeName, printedText, sidesText, withReason } from '../../../analysis/brief.ts';
import {
  differenceText,
  isNothing,
  labelOf,
  placeOfFigure,
  rangeOfFigure,
  unscaled,
  withUnit,
} from '../../../analysis/describe.ts';
import { editsOfFigure, rewritten } from '../../../analysis/rewrite.ts';
import { MOST_RELATED, type RelationalFinding, type RuleContext } from '../../../analysis/rule.ts';
import { divideRound, pow10, SCALE, type Scaled } from '../../../base/amount.ts';
import { message, type Words } from '../../../messages/index.ts';
import type { Figure } from '../../../model/types.ts';
import { AVERAGE } from '../../../relations/said/products.ts';
import { figuresOf, type Outcome, type ProductRelation, type Relation } from '../../../relations/types.ts';
import { SAYS as CROSS_REPORT } from '../cross-report.words.ts';
import { ARITHMETIC } from './words.ts';

function standingMessage(relation: Relation): Words {
  if (relation.source.kind === 'report')
    return relation.text === '' ? CROSS_REPORT.units : CROSS_REPORT['last-year'];
  if (relation.op === '=') return ARITHMETIC.unequal;
  // A limit that nothing is printed of has no name to be told by.
  if (isNothing(relation)) return ARITHMETIC.alone;
  if (!relation.total || relation.shape !== 'linear') return ARITHMETIC['limit-other'];
  // What stands right of ≤ must not be less.
  return (relation.op === '≤') !== isRight(relation, relation.total)
    ? ARITHMETIC.limit
    : ARITHMETIC['limit-least'];
}

function isRight(relation: Relation, place: Figure): boolean {
  return relation.shape === 'linear' && relation.right.some((t) => t.figure === place);
}

/** A limit (≤, ≥), a product, a rate, or an equation with another report that does not hold. */
export function ofStanding(analysis: RuleContext, outcome: Outcome): RelationalFinding {
  const { relation } = outcome;
  const { locale, report } = analysis;
  const place = (relation.total ?? figuresOf(relation)[0]) as Figure;
  const average =
    relation.shape === 'product' && relation.id === AVERAGE ? averageOf(relation, place) : undefined;
  const expected = average === undefined ? undefined : rewritten(analysis, place, average);
  const words = expected === undefined ? standingMessage(relation) : ARITHMETIC.blamed;
  const { left, right } = sidesText(relation, locale);
  const data = {
    label: placeName(place, locale),
    printed: printedText(place, locale, hasUnits(relation)),
    difference: withUnit(place, differenceText(place, unscaled(relation, outcome.difference))),
    expected: expected ?? '',
    bound: isRight(relation, place) ? left : right,
    others: '',
    path: relation.source.kind === 'report' ? relation.source.path : '',
  };
  return {
    rule: relation.rule,
    defaultSeverity: relation.severity,
    message: words,
    data: withReason(words, data, { relation, about: place, locale, right: average }),
    range: rangeOfFigure(report, place),
    printed: place.raw,
    ...(expected === undefined ? {} : { expected, fixes: [setTo(analysis, place, expected)] }),
    related: figuresOf(relation)
      .filter((f) => f !== place && f.state === 'amount')
      .slice(0, MOST_RELATED)
      .map((f) => ({
        ...placeOfFigure(analysis, f),
        message: message(locale, 'related.part', { label: labelOf(f, place, locale), printed: f.raw }),
      })),
  };
}

/** What an average is by the amount and the count beside it. */
function averageOf({ left, factors }: ProductRelation, average: Figure): Scaled | undefined {
  const [amount] = left;
  const [count] = factors.flat().filter((t) => t.figure !== average);
  if (!amount || !count || count.figure.value === 0n) return undefined;
  return divideRound(amount.figure.value * pow10(SCALE), count.figure.value);
}

/** An average is made of the others, not they of it; how many were counted may have changed within the year. */
function setTo(analysis: RuleContext, average: Figure, expected: string) {
  return {
    title: 'fix.set-rate',
    data: { from: average.raw, to: expected },
    edits: editsOfFigure(analysis, average, expected),
    preferred: true,
    safe: false,
  } as const;
}
