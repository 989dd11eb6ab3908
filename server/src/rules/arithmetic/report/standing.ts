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
import { MOST_RELATED, type RelationalFinding, type RuleContext } from '../../../analysis/rule.ts';
import { message, type Words } from '../../../messages/index.ts';
import type { Figure } from '../../../model/types.ts';
import { figuresOf, type Outcome, type Relation } from '../../../relations/types.ts';
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
  const words = standingMessage(relation);
  const { left, right } = sidesText(relation, locale);
  const data = {
    label: placeName(place, locale),
    printed: printedText(place, locale, hasUnits(relation)),
    difference: withUnit(place, differenceText(place, unscaled(relation, outcome.difference))),
    bound: isRight(relation, place) ? left : right,
    others: '',
    path: relation.source.kind === 'report' ? relation.source.path : '',
  };
  return {
    rule: relation.rule,
    defaultSeverity: relation.severity,
    message: words,
    data: withReason(words, data, { relation, about: place, locale }),
    range: rangeOfFigure(report, place),
    printed: place.raw,
    related: figuresOf(relation)
      .filter((f) => f !== place && f.state === 'amount')
      .slice(0, MOST_RELATED)
      .map((f) => ({
        ...placeOfFigure(analysis, f),
        message: message(locale, 'related.part', { label: labelOf(f, place, locale), printed: f.raw }),
      })),
  };
}
