/** Figures and statements as they are made of events: each once, when all that its clause says of it is known. */

import { halfDigit, type Scaled, scaledOf } from '../../base/amount.ts';
import type { Span } from '../../base/range.ts';
import type { Figure } from '../../model/types.ts';
import type { Base, Compare, Direction, Phrase } from '../events.ts';
import { blockAt, placeOf, spansOf } from '../text.ts';
import type { NumberToken } from '../token.ts';
import type { Against, Binding, ProseFigure, StatedDirection, Statement, ToldFigure } from '../types.ts';
import type { Context } from './state.ts';

/** Where a clause stands, and what it speaks of. */
export function clauseOf(
  { paragraph, inReason }: Context,
  { start, end }: Base,
  subject: Phrase | undefined,
): Pick<Statement, 'paragraph' | 'block' | 'span' | 'subject' | 'subjectText' | 'inReason'> {
  const { flat } = paragraph;
  return {
    paragraph,
    block: blockAt(flat, start),
    span: spansOf(flat, start, end)[0] as Span,
    subject,
    subjectText: subject?.text ?? '',
    inReason,
  };
}

/** What a clause is compared with, and where that stands. */
export function againstOf({ paragraph }: Context, compare: Compare): Against;
export function againstOf(ctx: Context, compare: Compare | undefined): Against | undefined;
export function againstOf({ paragraph }: Context, compare: Compare | undefined): Against | undefined {
  if (!compare) return undefined;
  const { measure, year, yearSpan } = compare;
  const yearPlace = yearSpan && placeOf(paragraph.flat, yearSpan);
  return { with: compare.with, measure, year, yearPlace };
}

/** A word of direction, and where it stands. */
export function directionOf({ paragraph }: Context, direction: Direction): StatedDirection {
  return { ...direction, ...placeOf(paragraph.flat, direction) };
}

/** Adds what an event states. */
export function push<S extends Statement>(ctx: Context, statement: S): S {
  Object.freeze(statement);
  ctx.statements.push(statement);
  return statement;
}

/** What a number without its unit or its sign lacks. */
interface Lacking {
  readonly lacks?: 'unit' | 'percent' | undefined;
  /** The amount whose unit it takes where no other of the paragraph has one. */
  readonly like?: Figure | undefined;
}

/** A number of a sentence by itself. */
export function numberOf(ctx: Context, num: NumberToken, { lacks, like }: Lacking = {}): ToldFigure {
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
  const { printed, unitStart } = num;
  const unit = lacks === 'unit' && printed ? unitAround(ctx, like) : num.power;
  return {
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
    paragraph: ctx.paragraph,
  };
}

/** Adds the figure that a number of a sentence is, tied to what it states. */
export function keepFigure(ctx: Context, told: ToldFigure, binding: Binding): ProseFigure {
  const figure: ProseFigure = Object.freeze({ ...told, binding });
  ctx.figures.push(figure);
  return figure;
}

/** Half of a number's last digit; none of a zero, or of whole things that are counted. */
function halfOf(printed: NumberToken['printed'], unit: number, kind: ProseFigure['kind']): Scaled {
  if (!printed || printed.zero) return 0n;
  return kind === 'count' && unit === 0 && printed.decimals === 0 ? 0n : halfDigit(printed.decimals, unit);
}

/** The unit of the amounts around a number that has none. */
function unitAround({ figures, paragraph }: Context, like: Figure | undefined): number {
  const near = figures.findLast(
    (f) => f.kind === 'money' && f.lacks === undefined && f.paragraph === paragraph,
  );
  return near?.unit ?? like?.unit ?? 4;
}

function approximateBefore(ctx: Context, num: NumberToken): boolean {
  const before = ctx.paragraph.flat.text.slice(Math.max(0, num.start - 4), num.start);
  const { approx, direction } = ctx.words.words;
  if (!approx?.before?.some((w) => before.endsWith(w))) return false;
  // `节约 50 万元` is as much as it says.
  return !Object.values(direction ?? {}).some((words) => words.some((w) => before.endsWith(w)));
}
