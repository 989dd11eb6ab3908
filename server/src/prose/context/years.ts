/** Of which year an amount is. */
import { scaledOf } from '../../base/amount.ts';
import type { Measure } from '../../reference/prose.ts';
import { isBudgetMeasure } from '../bind/names.ts';
import { goesOnInPast } from '../carried.ts';
import type { Phrase } from '../events.ts';
import { placeOf } from '../text.ts';
import type { ProsePlace } from '../types.ts';
import type { Context, ValueEvent } from './state.ts';

/**
 * Whether a sentence says last year of an amount that is this year's: its own cell holds just that, and the
 * paragraph tells nothing else of this year.
 */
export function isThisYears(
  ctx: Context,
  event: ValueEvent,
  subject: Phrase | undefined,
  { measure, year }: { readonly measure: Measure | undefined; readonly year: number },
): boolean {
  const { printed } = event.num;
  if (!subject || !printed || printed.zero || event.last || ctx.inReason || ctx.topic?.lastIsNow)
    return false;
  if (ctx.year === undefined || year !== ctx.year - 1) return false;
  // A 预算 tells of last year's execution; a 决算 tells the year's budget before it.
  if (ctx.knows.isBudget && !isBudgetMeasure(measure)) return false;
  if (ctx.paragraph.flat.text.includes(String(ctx.year))) return false;
  const stated = {
    value: scaledOf(printed, event.num.power),
    decimals: printed.decimals,
    unit: event.num.power,
    zero: false,
  };
  return ctx.knows.holds(subject, measure, stated);
}

/** `上年收入 18 万元，支出 17 万元`: the second is last year's as well, unless its cell holds just that. */
export function isOfPast(
  ctx: Context,
  event: ValueEvent,
  own: Phrase | undefined,
  measure: Measure | undefined,
): boolean {
  const { num } = event;
  if (!own || !num.printed || ctx.inReason || !ctx.spoken) return false;
  if (!goesOnInPast(ctx.statements, event, own, ctx.likeness)) return false;
  const stated = { ...num.printed, value: scaledOf(num.printed, num.power), unit: num.power };
  return !ctx.knows.mayHold(own, measure, stated);
}

/** Where a sentence says the year of an amount. */
export function yearPlace(ctx: Context, { start, num }: ValueEvent, year: number): ProsePlace | undefined {
  const { flat } = ctx.paragraph;
  const at = flat.text.indexOf(String(year), start);
  return at >= 0 && at < num.start ? placeOf(flat, { start: at, end: at + 4 }) : undefined;
}

/** Whether a year is named that is not the report's own. */
export function isOtherYear(ctx: Context, year: number | undefined): boolean {
  return year !== undefined && ctx.year !== undefined && year !== ctx.year;
}
