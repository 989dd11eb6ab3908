/** Changes and rates: of which amount, against which. */
import type { Mutable } from '../../base/mutable.ts';
import type { Compare } from '../events.ts';
import { isMoneyLike, isOff, isRateOf, rawOf, sameAgainst } from '../parts.ts';
import type { ProseFigure, Statement } from '../types.ts';
import { assumeUnit, makeFigure, pushStatement } from './making.ts';
import { baseOf, currentOf, pastOf } from './references.ts';
import type { ChangeEvent, Context } from './state.ts';
import { nthSubject } from './values.ts';
import { isOtherYear } from './years.ts';

export function takeChange(ctx: Context, event: ChangeEvent): void {
  const figure = makeFigure(
    ctx,
    event.num,
    { reason: 'prose.change' },
    event.num.role === 'bare' ? 'unit' : undefined,
  );
  if (event.num.role === 'bare' && (ctx.inReason || !isMoneyLike(event.num))) return;
  const statement = changeStatement(ctx, 'change', event, figure);
  if (figure.lacks === 'unit') assumeUnit(ctx, figure, statement.current[0]);
  if (!ctx.inReason) {
    if (
      ctx.pendingRate &&
      ctx.pendingRate.change === undefined &&
      (event.subject === undefined || ctx.likeness.same(ctx.pendingRate.subject, event.subject))
    ) {
      ctx.pendingRate.change = statement;
      ctx.pendingRate = undefined;
    }
    ctx.lastChange = statement;
  }
}

export function takeRate(ctx: Context, event: ChangeEvent): void {
  const figure = makeFigure(
    ctx,
    event.num,
    { reason: 'prose.rate' },
    event.num.role === 'bare' ? 'percent' : undefined,
  );
  if (event.num.role === 'bare' && (ctx.inReason || !/\./.test(rawOf(ctx.paragraph, event.num)))) return;
  const statement = changeStatement(ctx, 'change-rate', event, figure);
  const change = ctx.lastChange;
  if (
    change &&
    !ctx.inReason &&
    (event.subject === undefined || ctx.likeness.same(change.subject, statement.subject)) &&
    sameAgainst(change, statement)
  ) {
    statement.change = change;
    settleChanged(ctx, change, statement);
    statement.current = change.current;
    statement.base = change.base;
    // One rate belongs to one change.
    ctx.lastChange = undefined;
  } else if (!ctx.inReason) ctx.pendingRate = statement;
}

/** `甲 3 万元，包括乙 1 万元、丙 1 万元，比上年增加 …`: of the total, where that fits and the last part does not. */
function settleChanged(ctx: Context, change: Statement, rate: Statement): void {
  const list = ctx.open.at(-1);
  const [now] = change.current;
  const total = list?.total;
  if (!list || !total?.figure || !now || change.base.length > 0 || total.paragraph !== ctx.paragraph) return;
  const part = list.parts.find((p) => p.figure === now);
  if (!part?.figure || isOff(part.figure) || isRateOf(rate, change, now)) return;
  if (!isRateOf(rate, change, total.figure)) return;
  for (const s of [change, rate] as Mutable<Statement>[]) {
    s.current = total.current;
    s.subject = total.subject;
    s.subjectText = total.subjectText;
  }
}

function changeStatement(
  ctx: Context,
  kind: 'change' | 'change-rate',
  event: ChangeEvent,
  figure: ProseFigure,
): Statement {
  if (event.compare) ctx.compare = event.compare;
  const told = event.compare ?? ctx.compare ?? toldBase(ctx);
  // Parts change against the same as their total, but not from its amount.
  const compare = told ?? ctx.open.at(-1)?.compare;
  let subject =
    event.nth !== undefined && event.subject ? nthSubject(ctx, event.subject, event.nth) : event.subject;
  const own = subject !== undefined && !ctx.likeness.isAnaphor(subject);
  // `2022 年、2023 年支出合计分别为 …，其中 2023 年比 2022 年下降`: years of what was told are no parts of it.
  subject ??= ctx.subject ?? (event.year === undefined ? undefined : ctx.lastValue?.subject);
  const past = isOtherYear(ctx, event.year);
  const statement = pushStatement(ctx, {
    kind,
    event,
    figure,
    subject,
    measure: event.measure,
    past,
    year: event.year,
    each: event.each,
    compare,
    direction: event.direction,
  });
  if (ctx.inReason) {
    statement.reason = 'prose.in-reason';
    return statement;
  }
  const current = past
    ? pastOf(ctx, subject, event.year, event.measure)
    : currentOf(ctx, subject, event.each);
  statement.current = current;
  if (current.length === 0) statement.reason = past ? 'prose.other-year' : 'prose.no-amount';
  statement.base = baseOf(ctx, subject, told);
  if (own && current.length > 0 && event.subject) ctx.subject = subject;
  return statement;
}

/** `2,650 万元，上年 2,700 万元，减少 50 万元`: against the amount of last year right before it. */
function toldBase(ctx: Context): Compare | undefined {
  const before = ctx.statements.slice(-3).filter((s) => s.kind !== 'change' && s.kind !== 'change-rate');
  const now = before.at(-1);
  // `上年 2,700 万元，本年 2,650 万元，减少 50 万元`: this year's stands between.
  const isNow = now?.kind === 'value' && !now.past && ctx.likeness.same(before.at(-2)?.subject, now.subject);
  const last = isNow ? before.at(-2) : now;
  const turned = isNow && last?.turned && !last.past && !ctx.binder.isBudget && last.measure;
  if (turned && last.paragraph === ctx.paragraph) return { with: 'measure', measure: turned };
  const { year } = ctx;
  if (last?.kind !== 'value' || !last.past || last.paragraph !== ctx.paragraph || !ctx.spoken) return;
  const isLast = last.year === undefined || year === undefined || last.year === year - 1;
  return isLast && last.figure?.kind === 'money'
    ? { with: 'last', ...(last.measure ? { measure: last.measure } : {}) }
    : undefined;
}
