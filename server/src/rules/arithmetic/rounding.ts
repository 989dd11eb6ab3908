/** Sums that differ by no more than rounding explains, one cause told once (language.md §11). */
import { placeName, withReason } from '../../analysis/brief.ts';
import { differenceText, rangeOfFigure, relationText, unscaled } from '../../analysis/describe.ts';
import { defineRule, MOST_RELATED, type RelationalFinding, type RuleContext } from '../../analysis/rule.ts';
import { abs, lastDigit } from '../../base/amount.ts';
import { pushTo } from '../../base/maps.ts';
import type { Says } from '../../messages/index.ts';
import { message } from '../../messages/index.ts';
import type { Figure } from '../../model/types.ts';
import type { Waived } from '../../relations/blame.ts';
import { innermost, isOfSums } from '../../relations/rule-order.ts';
import { figuresOf, type Outcome, type Relation } from '../../relations/types.ts';
import { RATE_PARTS, RATES } from './report/rounded-rates.ts';

const SAYS = {
  within: {
    zh: '{label}与各项之和差 {difference}，是四舍五入的尾差：{arithmetic}。{others}',
    en: '{label} differs from its parts by {difference}, which is rounding. {arithmetic}. {others}',
  },
} as const satisfies Says;

const PARTS = {
  others: { zh: '同一原因的还有 {count} 处。', en: 'The same cause shows in {count} more places.' },
} as const satisfies Says;

export default defineRule({
  id: 'rounding',
  title: { zh: '尾数误差', en: 'Rounding difference' },
  family: 'arithmetic',
  severity: 'hint',
  says: { ...SAYS, ...RATES },
  also: { ...PARTS, ...RATE_PARTS },
});

/** Sums that only rounding explains, gathered so that one cause is told once. */
export function* roundings(analysis: RuleContext, waived: Waived): Iterable<RelationalFinding> {
  const { graph, locale, report } = analysis;
  // Only sums of money are told about: a score that is rounded is nobody's rounding difference.
  const counts = (r: Relation) =>
    !r.explanation && !waived.has(r) && r.shape === 'linear' && r.op === '=' && isOfSums(r.rule);
  const off = graph.in('rounding').filter(counts);
  const parent = new Map<Figure, Figure>();
  const find = (figure: Figure): Figure => {
    let root = figure;
    for (let up = parent.get(root); up && up !== root; up = parent.get(root)) root = up;
    return root;
  };
  const reached = new Set<Figure>();
  const join = (figures: readonly Figure[]) => {
    const first = figures[0];
    if (!first) return;
    for (const figure of figures) {
      reached.add(figure);
      const a = find(first);
      const b = find(figure);
      if (a !== b) parent.set(b, a);
    }
  };
  for (const relation of off) join(figuresOf(relation).filter((f) => f.state === 'amount'));
  // The same amount in two places carries one cause. What is reached on the way is walked on from.
  for (const figure of reached) {
    for (const relation of graph.byFigure.get(figure)) {
      if (graph.outcomes.get(relation)?.state !== 'exact' || !counts(relation)) continue;
      const filled = figuresOf(relation).filter((f) => f.state === 'amount');
      if (filled.length === 2) join(filled);
    }
  }
  const groups = new Map<Figure, Relation[]>();
  for (const relation of off) {
    const root = find(figuresOf(relation).find((f) => f.state === 'amount') as Figure);
    pushTo(groups, root, relation);
  }
  for (const group of groups.values()) {
    const relation = innermost(group);
    const outcome = graph.outcomes.get(relation) as Outcome;
    const place = (relation.total ?? figuresOf(relation)[0]) as Figure;
    const far = group.some((r) => {
      const total = (r.total ?? figuresOf(r)[0]) as Figure;
      // Beside a total in whole yuan a yuan is the last digit.
      const beside = figuresOf(r).filter((f) => f.owner === total.owner && f.state === 'amount');
      const last = [total, ...beside]
        .map((f) => lastDigit(f.decimals, f.unit))
        .reduce((most, digit) => (digit > most ? digit : most), 0n);
      return abs(graph.outcomes.get(r)?.difference ?? 0n) > last;
    });
    const data = {
      label: placeName(place, locale),
      difference: differenceText(place, unscaled(relation, outcome.difference)),
      others: group.length > 1 ? message(locale, PARTS.others, { count: String(group.length - 1) }) : '',
    };
    yield {
      rule: 'rounding',
      defaultSeverity: far ? 'information' : 'hint',
      message: SAYS.within,
      data: withReason(SAYS.within, data, { relation, about: place, locale }),
      range: rangeOfFigure(report, place),
      printed: place.raw,
      related: group
        .filter((r) => r !== relation && r.total !== undefined && r.total !== place)
        .slice(0, MOST_RELATED)
        .map((r) => ({ range: rangeOfFigure(report, r.total as Figure), message: relationText(r, locale) })),
    };
  }
}
