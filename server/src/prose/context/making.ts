/** Figures and statements as they are made of events. */

import { halfDigit, type Scaled, scaledOf } from '../../base/amount.ts';
import type { Mutable } from '../../base/mutable.ts';
import type { Span } from '../../base/range.ts';
import type { Figure } from '../../model/types.ts';
import type { Measure } from '../../reference/prose.ts';
import type { Compare, Direction, Phrase, ProseEvent } from '../events.ts';
import { blockAt, placeOf, spansOf } from '../text.ts';
import type { NumberToken } from '../token.ts';
import type { Against, Binding, ProseFigure, Statement, StatementKind } from '../types.ts';
import type { Context } from './state.ts';

/** What a statement is made from. */
interface NewStatement {
  readonly kind: StatementKind;
  readonly event: ProseEvent;
  readonly figure?: ProseFigure;
  readonly subject?: Phrase | undefined;
  readonly measure?: Measure | undefined;
  readonly past?: boolean;
  readonly year?: number | undefined;
  readonly each?: boolean;
  readonly compare?: Compare | undefined;
  readonly direction?: Direction | undefined;
}

/** Adds what an event states. */
export function pushStatement(ctx: Context, more: NewStatement): Statement {
  const { flat } = ctx.paragraph;
  const { event, compare, direction } = more;
  const against: Against | undefined = compare
    ? {
        with: compare.with,
        measure: compare.measure,
        year: compare.year,
        yearPlace: compare.yearSpan ? placeOf(flat, compare.yearSpan) : undefined,
      }
    : undefined;
  const statement: Statement = {
    kind: more.kind,
    paragraph: ctx.paragraph,
    block: blockAt(flat, event.start),
    span: spansOf(flat, event.start, event.end)[0] as Span,
    figure: more.figure,
    subject: more.subject,
    subjectText: more.subject?.text ?? '',
    measure: more.measure,
    past: more.past ?? false,
    year: more.year,
    inReason: ctx.inReason,
    direction: direction ? { ...direction, ...placeOf(flat, direction) } : undefined,
    against,
    each: more.each ?? false,
    current: [],
    base: [],
    bases: [],
    change: undefined,
    guessed: false,
    reason: undefined,
  };
  ctx.statements.push(statement);
  return statement;
}

/** The figure that a number of a sentence is. */
export function makeFigure(
  ctx: Context,
  num: NumberToken,
  binding: Binding,
  lacks?: 'unit' | 'percent',
): ProseFigure {
  const { flat } = ctx.paragraph;
  const percent = num.role === 'percent' || lacks === 'percent';
  const kind = percent ? 'percent' : num.role === 'count' ? 'count' : 'money';
  // The sign `%` belongs to a percentage as written; a unit stands by itself.
  const end = num.role === 'percent' ? num.unitEnd : num.digitsEnd;
  const spans = spansOf(flat, num.start, end);
  // As it stands in its line, blanks included; a figure cut by a line end without them.
  const [only] = spans;
  const line = only && spans.length === 1 ? blockAt(flat, num.start).lines[only.line] : undefined;
  const raw = only && line ? line.text.slice(only.start, only.end) : flat.raw.slice(num.start, end);
  const { printed, power: unit, unitStart } = num;
  const figure: ProseFigure = {
    owner: { kind: 'prose', block: blockAt(flat, num.start) },
    span: spans[0] as Span,
    spans,
    raw,
    state: printed ? 'amount' : 'unreadable',
    kind,
    role: percent ? 'percent' : num.role === 'count' ? 'count' : 'amount',
    printed,
    unit,
    value: printed ? scaledOf(printed, unit) : 0n,
    half: halfOf(printed, unit, kind),
    decimals: printed?.decimals ?? 0,
    unitSpan: num.unitEnd > unitStart ? spansOf(flat, unitStart, num.unitEnd)[0] : undefined,
    unitText: flat.raw.slice(unitStart, num.unitEnd),
    approximate: num.approximate || approximateBefore(ctx, num),
    fullWidth: /[０-９]/.test(raw),
    grouped: printed?.grouped ?? false,
    lacks,
    slip: undefined,
    binding,
    paragraph: ctx.paragraph,
  };
  if (lacks === 'unit') assumeUnit(ctx, figure, undefined);
  ctx.figures.push(figure);
  return figure;
}

/** Half of a number's last digit; none of a zero, or of whole things that are counted. */
function halfOf(printed: NumberToken['printed'], unit: number, kind: ProseFigure['kind']): Scaled {
  if (!printed || printed.zero) return 0n;
  return kind === 'count' && unit === 0 && printed.decimals === 0 ? 0n : halfDigit(printed.decimals, unit);
}

/** A number without its unit is taken in the unit of the amounts around it. */
export function assumeUnit(ctx: Context, figure: ProseFigure, like: Figure | undefined): void {
  const near = ctx.figures.findLast(
    (f) => f !== figure && f.kind === 'money' && f.lacks === undefined && f.paragraph === ctx.paragraph,
  );
  const unit = near?.unit ?? like?.unit ?? 4;
  const target = figure as Mutable<ProseFigure>;
  if (!target.printed) return;
  target.unit = unit;
  target.value = scaledOf(target.printed, unit);
  target.half = target.printed.zero ? 0n : halfDigit(target.printed.decimals, unit);
}

function approximateBefore(ctx: Context, num: NumberToken): boolean {
  const before = ctx.paragraph.flat.text.slice(Math.max(0, num.start - 3), num.start);
  return (ctx.words.words.approx?.before ?? []).some((w) => before.endsWith(w));
}
