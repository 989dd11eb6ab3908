/** Comparisons in words: 持平, 大于, 减少的原因. */

import type { Figure } from '../../model/types.ts';
import type { Measure } from '../../reference/prose.ts';
import { isBudgetMeasure } from '../bind/names.ts';
import type { Compare, Phrase, ProseEvent } from '../events.ts';
import type { ChangeStatement, OrderStatement, StatedDirection } from '../types.ts';
import { againstOf, clauseOf, directionOf, push } from './making.ts';
import { baseOf, budgetOf, currentOf, findValue } from './references.ts';
import { type Context, WINDOW } from './state.ts';
import { isOtherYear } from './years.ts';

type ComparisonEvent = Extract<ProseEvent, { t: 'flat' | 'order' | 'claim' }>;

/** A comparison that a clause tells in words. */
export function takeComparison(ctx: Context, event: ComparisonEvent): void {
  if (ctx.inReason) return;
  const compare = event.t === 'order' ? event.right : (event.compare ?? ctx.compare);
  if (event.t !== 'order' && event.compare) ctx.compare = event.compare;
  const own = event.subject && !ctx.likeness.isAnaphor(event.subject) ? event.subject : undefined;
  const subject = own ?? ctx.subject;
  // `公务接待费决算比预算无增减变化，比去年增加 0.80 万元`: the item goes on being spoken of.
  if (own && event.t !== 'claim' && (ctx.knows.surely(own, undefined) || (event.t === 'flat' && compare)))
    ctx.subject = own;
  const said = { ...clauseOf(ctx, event, subject), figure: undefined, against: againstOf(ctx, compare) };
  if (event.t === 'claim') {
    const direction = directionOf(ctx, event.direction);
    push(ctx, { kind: 'claim', ...said, direction, change: changeExplained(ctx, own, compare) });
    return;
  }
  const measure = event.t === 'order' ? event.left : undefined;
  const compared = comparedBy(ctx, subject, measure, compare);
  if (event.t === 'flat') push(ctx, { kind: 'flat', ...said, ...compared, roughly: event.roughly });
  else push(ctx, { kind: 'order', ...said, ...compared, measure, direction: orderOf(ctx, event) });
}

/** The two amounts that words compare. */
function comparedBy(
  ctx: Context,
  subject: Phrase | undefined,
  left: Measure | undefined,
  compare: Compare | undefined,
): Pick<OrderStatement, 'current' | 'base' | 'reason'> {
  const current = comparedOf(ctx, subject, left);
  const base = compare && comparedWith(ctx, subject, compare);
  if (!current) return { current, base, reason: 'prose.no-amount' };
  const missing = compare?.with === 'last' ? 'prose.no-last-year' : 'prose.no-budget';
  return { current, base, reason: base ? undefined : missing };
}

function orderOf(ctx: Context, { word }: Extract<ComparisonEvent, { t: 'order' }>): StatedDirection {
  const { value, text, start, end } = word;
  return directionOf(ctx, { sign: value === 'greater' ? 1 : -1, text, start, end });
}

/** The change that a reason explains. */
function changeExplained(
  ctx: Context,
  own: Phrase | undefined,
  compare: Compare | undefined,
): ChangeStatement | undefined {
  const fitting = ctx.statements.slice(-WINDOW).filter((s): s is ChangeStatement => {
    if (s.kind !== 'change' || s.inReason || s.paragraph !== ctx.paragraph) return false;
    const subject = ctx.later.get(s)?.subject ?? s.subject;
    return (
      (!own || ctx.likeness.same(subject, own)) && (!compare || !s.against || s.against.with === compare.with)
    );
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}

function comparedOf(
  ctx: Context,
  subject: Phrase | undefined,
  left: Measure | undefined,
): Figure | undefined {
  if (left && isBudgetMeasure(left) && !ctx.knows.isBudget) return budgetOf(ctx, subject, left);
  const found = subject ? findValue(ctx, subject, 'final') : ctx.lastValue;
  if (found?.paragraph === ctx.paragraph) return found.figure;
  return subject ? currentOf(ctx, subject) : undefined;
}

function comparedWith(ctx: Context, subject: Phrase | undefined, compare: Compare): Figure | undefined {
  if (compare.with === 'last') return baseOf(ctx, subject, compare);
  const other = isOtherYear(ctx, compare.year) || (compare.year === ctx.year && ctx.knows.isBudget);
  if (compare.year !== undefined && ctx.year !== undefined && other) return undefined;
  return budgetOf(ctx, subject, compare.measure ?? 'budget');
}
