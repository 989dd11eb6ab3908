/** Percentages of sentences that their amounts allow only as far as those are rounded: hints, many of them told as one. */
import { placeName } from '../../../analysis/brief.ts';
import { labelOf, placeOfFigure, rangeOfFigure } from '../../../analysis/describe.ts';
import { editsOfFigure, isProse, rewritten } from '../../../analysis/rewrite.ts';
import { MOST_RELATED, type RelationalFinding, type RuleContext } from '../../../analysis/rule.ts';
import { message, type Says } from '../../../messages/index.ts';
import type { Figure } from '../../../model/types.ts';
import type { Waived } from '../../../relations/blame.ts';
import { evaluate, type Overlay, ratioValue } from '../../../relations/evaluate.ts';
import { figuresOf, type RatioRelation, type Relation } from '../../../relations/types.ts';

export const RATES = {
  rate: {
    zh: '{label} {printed}，照印出的金额算是 {expected}，差在尾数。{others}',
    en: '{label} is {printed}; the printed amounts give {expected}, a matter of rounding. {others}',
  },
} as const satisfies Says;

export const RATE_PARTS = {
  rates: { zh: '这样的还有 {count} 处。', en: '{count} more are like it.' },
} as const satisfies Says;

/** So many are an author who computes from amounts that the report does not print. */
const MANY = 3;

/** Fixes of one finding; of more nobody would choose. */
const MOST_FIXES = 10;

interface RoundedRate {
  readonly relation: Relation & RatioRelation;
  readonly expected: string;
}

/** What is told of percentages that differ from their printed amounts by rounding. */
export function* roundedRates(analysis: RuleContext, waived: Waived): Iterable<RelationalFinding> {
  const found: RoundedRate[] = [];
  for (const relation of analysis.graph.in('rounding')) {
    if (relation.shape !== 'ratio' || relation.op !== '=' || waived.has(relation)) continue;
    const expected = expectedOf(analysis, relation);
    if (expected !== undefined) found.push({ relation, expected });
  }
  if (found.length >= MANY) yield told(analysis, found);
  else for (const one of found) yield told(analysis, [one]);
}

/** The percentage that the printed amounts give, where it is another and they are all as precise. */
function expectedOf(analysis: RuleContext, relation: Relation & RatioRelation): string | undefined {
  const { rate } = relation;
  const value = ratioValue(relation);
  if (!isProse(rate) || rate.approximate || value === undefined) return undefined;
  const amounts = figuresOf(relation).filter((f) => f !== rate && f.value !== 0n);
  const halves = new Set(amounts.map((f) => f.half).filter((half) => half > 0n));
  const cells = cellsOf(amounts);
  if (halves.size > 1 || evaluate(relation, cells).state === 'exact') return undefined;
  // Where tables print more than sentences do, an amount of no table may have more behind it as well.
  if ([...cells].some(([f, c]) => c.half < f.half) && cells.size < amounts.filter(isProse).length)
    return undefined;
  const expected = rewritten(analysis, rate, value);
  return expected === rate.raw ? undefined : expected;
}

/** What tables print more precisely than the sentence does. */
function cellsOf(amounts: readonly Figure[]): Overlay {
  return new Map(
    amounts.flatMap((f) => {
      const cell = isProse(f) ? f.binding.cell : undefined;
      return cell?.state === 'amount' ? [[f, cell] as const] : [];
    }),
  );
}

function told(analysis: RuleContext, found: readonly RoundedRate[]): RelationalFinding {
  const { locale, report } = analysis;
  const [first, ...others] = found as [RoundedRate, ...RoundedRate[]];
  const { rate } = first.relation;
  return {
    rule: 'rounding',
    defaultSeverity: 'hint',
    message: RATES.rate,
    data: {
      label: placeName(rate, locale),
      printed: rate.raw,
      expected: first.expected,
      others: others.length > 0 ? message(locale, RATE_PARTS.rates, { count: String(others.length) }) : '',
    },
    range: rangeOfFigure(report, rate),
    printed: rate.raw,
    expected: first.expected,
    related: others.slice(0, MOST_RELATED).map(({ relation, expected }) => ({
      ...placeOfFigure(analysis, relation.rate),
      message: message(locale, 'related.part', {
        label: labelOf(relation.rate, rate, locale),
        printed: expected,
      }),
    })),
    fixes: found.slice(0, MOST_FIXES).map(({ relation, expected }) => ({
      title: 'fix.set-rate',
      data: { from: relation.rate.raw, to: expected },
      edits: editsOfFigure(analysis, relation.rate, expected),
    })),
  };
}
