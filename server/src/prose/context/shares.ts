/** Shares: of which part, of which whole. */
import type { CellFigure, Figure } from '../../model/types.ts';
import type { Phrase } from '../events.ts';
import { asCell, cellOf, isBeside, isInLine } from '../parts.ts';
import type { ListedStatement } from '../types.ts';
import { clauseOf, keepFigure, numberOf, push } from './making.ts';
import { nthShare, severalOf } from './several-shares.ts';
import type { Context, ShareEvent, ShareOf } from './state.ts';
import {
  evaluatedWhole,
  impliedWholes,
  isGuess,
  isNoWholeOf,
  namedPart,
  ownWhole,
  wholeOf,
} from './wholes.ts';

/** A share of which nothing is known, and why. */
function unknownShare(reason: string): ShareOf {
  return { current: undefined, base: undefined, bases: [], guessed: false, reason };
}

/** A share that a clause tells: its part, and its whole as named or as implied. */
export function takeShare(ctx: Context, event: ShareEvent): void {
  const lacks = event.num.role === 'bare' ? 'percent' : undefined;
  if (lacks && ctx.inReason) return;
  const figure = keepFigure(ctx, numberOf(ctx, event.num, { lacks }), { reason: 'prose.share' });
  const several = event.nth === undefined ? undefined : severalOf(ctx, event, event.nth);
  const own = several?.own ? several.subject : event.subject;
  const subject = several?.subject ?? own ?? ctx.subject;
  const tell = (of: ShareOf) => push(ctx, { kind: 'share', ...clauseOf(ctx, event, subject), figure, ...of });
  if (ctx.inReason) {
    tell(unknownShare('prose.in-reason'));
    return;
  }
  if (several && !several.own) {
    tell(nthShare(ctx, event, several));
    return;
  }
  const last = ctx.lastValue;
  const part = sharePart(ctx, own, last);
  const list = !event.of && part ? ctx.open.findLast((l) => last && l.parts.includes(last)) : undefined;
  const of = shareOf(ctx, { event, own, part, last });
  const share = tell(event.aside ? { ...of, guessed: true } : of);
  list?.shares.push(share);
  ctx.shareFirst = own && !ctx.likeness.isAnaphor(own) ? { share, of: own } : undefined;
}

/** A share that names its part itself, or has that of the amount before it. */
interface Sharing {
  readonly event: ShareEvent;
  /** What the clause says itself. */
  readonly own: Phrase | undefined;
  readonly part: Figure | undefined;
  /** The amount told before. */
  readonly last: ListedStatement | undefined;
}

function shareOf(ctx: Context, sharing: Sharing): ShareOf {
  const { event, own, part, last } = sharing;
  if (!part) return shareOfUnknown(ctx, event, own);
  return event.of ? shareOfNamed(ctx, part, event, event.of) : shareOfImplied(ctx, part, last);
}

/** A share of a whole, for a part that nobody knows. */
function shareOfUnknown(ctx: Context, event: ShareEvent, own: Phrase | undefined): ShareOf {
  const unknown = unknownShare('prose.no-part');
  if (!own || !event.of) return unknown;
  ctx.vagueWhole = true;
  const whole = wholeOf(ctx, event.of, event.ofMeasure, undefined);
  return whole.sure ? { ...unknown, base: whole.figure } : unknown;
}

/** A share whose clause names the whole. */
function shareOfNamed(ctx: Context, part: Figure, event: ShareEvent, of: Phrase): ShareOf {
  const { figure, sure } = wholeOf(ctx, of, event.ofMeasure, part);
  if (!figure) return { ...evaluatedWhole(ctx, of, sure), current: part, reason: 'prose.unknown-whole' };
  if (sure) {
    ctx.namedWhole = figure;
    ctx.namedPartCell = cellOf(part);
  }
  return { current: part, base: figure, bases: [], guessed: !sure, reason: undefined };
}

/** A share that leaves its whole to the sentences before it. */
function shareOfImplied(ctx: Context, part: Figure, last: ListedStatement | undefined): ShareOf {
  // `货物的占货物支出的 100%，工程占 80%`: of what, the first does not say.
  if (ctx.vagueWhole) return { ...unknownShare('prose.unknown-whole'), current: part };
  const own = ownPart(ctx, part, last);
  const wholes = impliedWholes(ctx, own ? undefined : last);
  const reason = wholes.length === 0 ? 'prose.no-whole' : undefined;
  let guessed = wholes.length > 0 && (own ? !isBeside(own, wholes[0]) : isGuess(ctx, wholes[0], last));
  const named = ctx.namedWhole;
  if (named && ctx.open.length === 0 && named !== wholes[0] && !isNoWholeOf(part, named)) {
    wholes.unshift(named);
    // `甲占收入合计的 60%，乙占 40%`: of the same, where both are amounts of one line of a table.
    guessed = !isInLine(ctx.namedPartCell, cellOf(part));
  }
  const summed = ctx.lists.findLast((l) => l.behind && l.parts.some((p) => p.figure === part));
  if (summed && summed.total.paragraph === ctx.paragraph) {
    wholes.unshift(summed.total.figure);
    guessed = false;
  }
  // The total of the section's table, if it fits; the sentence may mean another.
  const cell = last && (wholes.length === 0 || guessed) ? ownWhole(ctx) : undefined;
  if (cell) {
    wholes.push(cell);
    guessed = true;
  }
  const [base, ...bases] = wholes;
  return { current: part, base, bases, guessed, reason };
}

/** `支出 16000 万元，其中基本支出占 57.06%`: the cell of a part that only its name tells, behind its total. */
function ownPart(ctx: Context, part: Figure, last: ListedStatement | undefined): CellFigure | undefined {
  const told = ctx.open.some((l) => l.total === last);
  return told ? asCell(part) : undefined;
}

/** The part that a share is of. */
function sharePart(
  ctx: Context,
  own: Phrase | undefined,
  last: ListedStatement | undefined,
): Figure | undefined {
  if (own) return namedPart(ctx, own, last);
  const goesOn =
    last?.paragraph === ctx.paragraph && (!ctx.subject || ctx.likeness.same(last.subject, ctx.subject));
  return goesOn ? last.figure : undefined;
}
