/** Comparisons in words: 持平, 大于, 减少的原因. */

import type { Figure } from '../../model/types.ts';
import type { Measure } from '../../reference/prose.ts';
import { isBudgetMeasure } from '../bind/names.ts';
import type { Compare, Direction, Phrase, ProseEvent } from '../events.ts';
import { sameBase } from '../parts.ts';
import type { Statement } from '../types.ts';
import { pushStatement } from './making.ts';
import { knows } from './meaning.ts';
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
  if (own && event.t !== 'claim' && (knows(ctx, own, undefined) || (event.t === 'flat' && compare)))
    ctx.subject = own;
  const measure = event.t === 'order' ? event.left : undefined;
  const statement = pushStatement(ctx, {
    kind: event.t,
    event,
    subject,
    measure,
    each: event.t === 'flat' && event.roughly,
    compare,
    direction: directionOf(event),
  });
  if (event.t === 'claim') {
    statement.change = changeExplained(ctx, own, compare);
    return;
  }
  statement.current = comparedOf(ctx, subject, measure);
  if (compare) statement.base = comparedWith(ctx, subject, compare);
  if (statement.current.length === 0) statement.reason = 'prose.no-amount';
  else if (statement.base.length === 0)
    statement.reason = compare?.with === 'last' ? 'prose.no-last-year' : 'prose.no-budget';
}

function directionOf(event: ComparisonEvent): Direction | undefined {
  if (event.t === 'claim') return event.direction;
  if (event.t !== 'order') return undefined;
  const { value, text, start, end } = event.word;
  return { sign: value === 'greater' ? 1 : -1, text, start, end };
}

/** The change that a reason explains. */
function changeExplained(
  ctx: Context,
  own: Phrase | undefined,
  compare: Compare | undefined,
): Statement | undefined {
  const fitting = ctx.statements.slice(-WINDOW).filter((s) => {
    if (s.kind !== 'change' || s.inReason || s.paragraph !== ctx.paragraph) return false;
    return (!own || ctx.likeness.same(s.subject, own)) && (!compare || sameBase(s.against, compare));
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}

function comparedOf(ctx: Context, subject: Phrase | undefined, left: Measure | undefined): readonly Figure[] {
  if (left && isBudgetMeasure(left) && !ctx.binder.isBudget) return budgetOf(ctx, subject, left);
  const found = subject ? findValue(ctx, subject, 'final') : ctx.lastValue;
  if (found?.paragraph === ctx.paragraph) return found.current;
  return subject ? currentOf(ctx, subject) : [];
}

function comparedWith(ctx: Context, subject: Phrase | undefined, compare: Compare): readonly Figure[] {
  if (compare.with === 'last') return baseOf(ctx, subject, compare);
  const other = isOtherYear(ctx, compare.year) || (compare.year === ctx.year && ctx.binder.isBudget);
  if (compare.year !== undefined && ctx.year !== undefined && other) return [];
  return budgetOf(ctx, subject, compare.measure ?? 'budget');
}
