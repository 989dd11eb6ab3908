/** Changes and rates: of which amount, against which. */
import { abs } from '../../base/amount.ts';
import type { Figure } from '../../model/types.ts';
import { isBudgetMeasure } from '../bind/names.ts';
import type { Compare, Phrase } from '../events.ts';
import { isMoneyLike, isOff, isRateOf, rawOf, sameAgainst } from '../parts.ts';
import type { ChangeStatement, ListedStatement, ProseFigure } from '../types.ts';
import { againstOf, clauseOf, directionOf, keepFigure, numberOf, push } from './making.ts';
import { baseOf, currentOf, pastOf } from './references.ts';
import type { ChangeEvent, Context } from './state.ts';
import { nthSubject } from './values.ts';
import { isOtherYear } from './years.ts';

/** A change that a clause tells, with the amounts that it lies between. */
export function takeChange(ctx: Context, event: ChangeEvent): void {
  const { num } = event;
  const lacks = num.role === 'bare' ? 'unit' : undefined;
  const keep = (like?: Figure) =>
    keepFigure(ctx, numberOf(ctx, num, { lacks, like }), { reason: 'prose.change' });
  if (lacks && (ctx.inReason || !isMoneyLike(num))) {
    keep();
    return;
  }
  const { own, ...changed } = changedOf(ctx, event);
  const figure = keep(changed.current);
  if (event.orBase && !isDifference(figure, changed)) return;
  const statement = push(ctx, { kind: 'change', ...changed, figure });
  speakOf(ctx, own, changed);
  if (ctx.inReason) return;
  const rate = ctx.pendingRate;
  if (rate && (event.subject === undefined || ctx.likeness.same(rate.subject, event.subject))) {
    ctx.later.set(rate, { change: statement });
    ctx.pendingRate = undefined;
  }
  ctx.lastChange = statement;
}

/** Whether an amount is rather the difference of two than the second of them. */
function isDifference({ value }: ProseFigure, { current, base }: Changed): boolean {
  if (!current || !base) return false;
  return abs(abs(current.value - base.value) - value) < abs(base.value - value);
}

/** A rate that a clause tells, and the change that it belongs to. */
export function takeRate(ctx: Context, event: ChangeEvent): void {
  const { num } = event;
  const lacks = num.role === 'bare' ? 'percent' : undefined;
  const figure = keepFigure(ctx, numberOf(ctx, num, { lacks }), { reason: 'prose.rate' });
  if (lacks && (ctx.inReason || !/\./.test(rawOf(ctx.paragraph, num)))) return;
  const { own, ...changed } = changedOf(ctx, event);
  const change = changeBefore(ctx, event, changed);
  speakOf(ctx, own, changed);
  if (!change) {
    const rate = push(ctx, { kind: 'change-rate', ...changed, figure, change });
    if (!ctx.inReason) ctx.pendingRate = rate;
    return;
  }
  const total = changedTotal(ctx, change, figure);
  if (total)
    ctx.later.set(change, { ...ctx.later.get(change), current: total.figure, subject: total.subject });
  else {
    const side = changedSide(ctx, change, figure);
    if (side) ctx.later.set(change, { ...ctx.later.get(change), current: side });
  }
  const { current, base } = ctx.later.get(change) ?? {};
  push(ctx, {
    kind: 'change-rate',
    ...changed,
    ...(total ? { subject: total.subject, subjectText: total.subjectText } : {}),
    figure,
    change,
    current: current ?? change.current,
    base: base ?? change.base,
  });
  // One rate belongs to one change.
  ctx.lastChange = undefined;
}

/** The change before a rate that it belongs to. */
function changeBefore(ctx: Context, event: ChangeEvent, rate: Changed): ChangeStatement | undefined {
  const { lastChange: change } = ctx;
  if (ctx.inReason) return undefined;
  const fits = (c: ChangeStatement) =>
    sameAgainst(c.against, rate.against) &&
    (event.subject === undefined || ctx.likeness.same(c.subject, rate.subject));
  if (change && fits(change)) return change;
  return event.subject && unratedChanges(ctx).find(fits);
}

/** `甲、乙分别增加 3 万元、1 万元，分别增长 5%、2%`: the changes of this sentence that have no rate yet. */
function unratedChanges(ctx: Context): readonly ChangeStatement[] {
  const told = ctx.statements.slice(ctx.sentenceFrom);
  const rated = told.flatMap((s) => (s.kind === 'change-rate' ? (s.change ?? []) : []));
  return told.filter((s) => s.kind === 'change').filter((s) => !rated.includes(s));
}

/** `甲 3 万元，包括乙 1 万元、丙 1 万元，比上年增加 …`: of the total, where that fits and the last part does not. */
function changedTotal(ctx: Context, change: ChangeStatement, rate: ProseFigure): ListedStatement | undefined {
  const list = ctx.open.at(-1);
  const { current: now } = change;
  const base = ctx.later.get(change)?.base ?? change.base;
  if (!list || !now || base !== undefined || list.total.paragraph !== ctx.paragraph) return undefined;
  const part = list.parts.find((p) => p.figure === now);
  if (!part || isOff(part.figure) || isRateOf(rate, change, now)) return undefined;
  return isRateOf(rate, change, list.total.figure) ? list.total : undefined;
}

/**
 * `收入总计 100 万元，… 与上年相比，收入减少 5 万元，下降 5.1%`: 收入 alone may be the year's, without what was carried over,
 * where that fits and the amount told before does not.
 */
function changedSide(ctx: Context, change: ChangeStatement, rate: ProseFigure): Figure | undefined {
  const { current: now, subject } = change;
  const base = ctx.later.get(change)?.base ?? change.base;
  if (!now || !subject || base !== undefined || !ctx.words.sides.includes(subject.text)) return undefined;
  if (isRateOf(rate, change, now) || ('binding' in now && isOff(now as ProseFigure))) return undefined;
  const cells = ctx.meanings.candidates(subject, ctx.knows.ownMeasure).flatMap((c) => c.cell ?? []);
  return cells.find((cell) => cell.state === 'amount' && isRateOf(rate, change, cell));
}

/** What a change or a rate says, but for its own number. */
type Changed = Omit<ChangeStatement, 'kind' | 'figure'>;

/** @returns also the subject that the clause names, where it does */
function changedOf(ctx: Context, event: ChangeEvent): Changed & { readonly own: Phrase | undefined } {
  if (event.compare) ctx.compare = event.compare;
  const told = event.compare ?? ctx.compare ?? toldBase(ctx) ?? toldBudget(ctx, event);
  // Parts change against the same as their total, but not from its amount.
  const compare = told ?? ctx.open.at(-1)?.compare;
  const { measure, year, each, nth } = event;
  const named = nth !== undefined && event.subject ? nthSubject(ctx, event.subject, nth) : event.subject;
  // `2022 年、2023 年支出合计分别为 …，其中 2023 年比 2022 年下降`: years of what was told are no parts of it.
  const subject = named ?? ctx.subject ?? (year === undefined ? undefined : ctx.lastValue?.subject);
  const past = isOtherYear(ctx, year);
  const said = {
    own: named && !ctx.likeness.isAnaphor(named) ? named : undefined,
    ...clauseOf(ctx, event, subject),
    measure,
    past,
    year,
    each,
    against: againstOf(ctx, compare),
    direction: directionOf(ctx, event.direction),
  };
  if (ctx.inReason) return { ...said, current: undefined, base: undefined, reason: 'prose.in-reason' };
  const current = past ? pastOf(ctx, subject, year, measure) : currentOf(ctx, subject, each);
  const reason = current ? undefined : past ? 'prose.other-year' : 'prose.no-amount';
  return { ...said, current, base: baseOf(ctx, meantBy(ctx, named, current) ?? subject, told), reason };
}

/** `公务接待费 0.86 万元。费用支出较年初预算减少`: what a word means that only stands for the amount told last. */
function meantBy(ctx: Context, named: Phrase | undefined, current: Figure | undefined): Phrase | undefined {
  const { lastValue: last } = ctx;
  const isLast = named && ctx.likeness.isAnaphor(named) && last && last.figure === current;
  return isLast ? last.subject : undefined;
}

/** What a change names goes on being spoken of, where its amount is known. */
function speakOf(ctx: Context, own: Phrase | undefined, { current }: Changed): void {
  if (own && current && !ctx.inReason) ctx.subject = own;
}

/** `预算 3 万元，支出 2 万元，节约 1 万元`: against the budget told right before. */
function toldBudget(ctx: Context, { direction }: ChangeEvent): Compare | undefined {
  if (ctx.knows.isBudget || !ctx.words.againstBudget.includes(direction.text)) return undefined;
  const budget = ctx.statements
    .slice(-4)
    .findLast(
      (s) => s.kind === 'value' && !s.past && isBudgetMeasure(s.measure) && s.paragraph === ctx.paragraph,
    );
  return budget?.kind === 'value' && budget.measure
    ? { with: 'measure', measure: budget.measure }
    : undefined;
}

/** `2,650 万元，上年 2,700 万元，减少 50 万元`: against the amount of last year right before it. */
function toldBase(ctx: Context): Compare | undefined {
  const before = ctx.statements.slice(-3).filter((s) => s.kind !== 'change' && s.kind !== 'change-rate');
  const now = before.at(-1);
  // `上年 2,700 万元，本年 2,650 万元，减少 50 万元`: this year's stands between.
  const isNow = now?.kind === 'value' && !now.past && ctx.likeness.same(before.at(-2)?.subject, now.subject);
  const last = isNow ? before.at(-2) : now;
  if (last?.kind !== 'value') return undefined;
  const turned = isNow && last.turned && !last.past && !ctx.knows.isBudget && last.measure;
  if (turned && last.paragraph === ctx.paragraph) return { with: 'measure', measure: turned };
  const { year } = ctx;
  if (!last.past || last.paragraph !== ctx.paragraph || !ctx.spoken) return undefined;
  const isLast = last.year === undefined || year === undefined || last.year === year - 1;
  return isLast && last.figure.kind === 'money'
    ? { with: 'last', ...(last.measure ? { measure: last.measure } : {}) }
    : undefined;
}
