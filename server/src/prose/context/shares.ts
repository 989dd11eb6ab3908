/** Shares: of which part, of which whole. */
import type { CellFigure, Figure } from '../../model/types.ts';
import type { Phrase } from '../events.ts';
import { asCell, cellOf, isBeside, isInLine } from '../parts.ts';
import type { Statement } from '../types.ts';
import { makeFigure, pushStatement } from './making.ts';
import { candidatesOf, topicWhole } from './meaning.ts';
import { findValue } from './references.ts';
import { nthShare, severalOf } from './several-shares.ts';
import type { Context, ShareEvent } from './state.ts';
import { impliedWholes, isGuess, wholeOf } from './wholes.ts';

/** A share that a clause tells: its part, and its whole as named or as implied. */
export function takeShare(ctx: Context, event: ShareEvent): void {
  const lacks = event.num.role === 'bare' ? 'percent' : undefined;
  if (lacks && ctx.inReason) return;
  const figure = makeFigure(ctx, event.num, { reason: 'prose.share' }, lacks);
  const several = event.nth === undefined ? undefined : severalOf(ctx, event, event.nth);
  const subject = several?.own ? several.subject : event.subject;
  const statement = pushStatement(ctx, {
    kind: 'share',
    event,
    figure,
    subject: several?.subject ?? subject ?? ctx.subject,
  });
  if (ctx.inReason) {
    statement.reason = 'prose.in-reason';
    return;
  }
  if (several && !several.own) {
    nthShare(ctx, statement, event, several);
    return;
  }
  ctx.shareFirst =
    subject && !ctx.likeness.isAnaphor(subject) ? { share: statement, of: subject } : undefined;
  const last = ctx.lastValue;
  if (!sharePart(ctx, subject, event, statement)) return;
  if (event.of) shareOfNamed(ctx, statement, event, event.of);
  else shareOfImplied(ctx, statement, last);
}

/** A share whose clause names the whole. */
function shareOfNamed(ctx: Context, statement: Statement, event: ShareEvent, of: Phrase): void {
  const whole = wholeOf(ctx, of, event.ofMeasure, statement.current);
  statement.base = whole.figures;
  statement.guessed = !whole.sure;
  if (whole.sure && whole.figures.length > 0) {
    ctx.namedWhole = whole.figures;
    ctx.namedPartCell = cellOf(statement.current[0]);
  }
  if (statement.base.length > 0) return;
  statement.reason = 'prose.unknown-whole';
  evaluatedWhole(ctx, statement, of);
}

/** A share that leaves its whole to the sentences before it. */
function shareOfImplied(ctx: Context, statement: Statement, last: Statement | undefined): void {
  const own = ownPart(ctx, statement, last);
  const wholes = impliedWholes(ctx, own ? undefined : last);
  const named = ctx.namedWhole;
  if (wholes.length === 0) statement.reason = 'prose.no-whole';
  else
    statement.guessed =
      ctx.vagueWhole || (own ? !isBeside(own, wholes[0]?.[0]) : isGuess(ctx, wholes[0] ?? [], last));
  if (named && ctx.open.length === 0 && named !== wholes[0]) {
    wholes.unshift(named);
    // `甲占收入合计的 60%，乙占 40%`: of the same, where both are amounts of one line of a table.
    statement.guessed = !isInLine(ctx.namedPartCell, cellOf(statement.current[0]));
  }
  const summed = ctx.lists.findLast((l) => l.behind && l.parts.some((p) => p.current === statement.current));
  if (summed && summed.total.paragraph === ctx.paragraph) {
    wholes.unshift(summed.total.current);
    statement.guessed = false;
  }
  // The total of the section's table, if it fits; the sentence may mean another.
  const cell = last && (wholes.length === 0 || statement.guessed) ? topicWhole(ctx) : undefined;
  if (cell) {
    wholes.push([cell]);
    statement.guessed = true;
  }
  statement.base = wholes[0] ?? [];
  statement.bases = wholes.slice(1);
  const list = ctx.open.findLast((l) => l.parts.includes(last as Statement));
  list?.shares.push(statement);
}

/** `支出 16000 万元，其中基本支出占 57.06%`: the cell of a part that only its name tells, behind its total. */
function ownPart(
  ctx: Context,
  { current: [part] }: Statement,
  last: Statement | undefined,
): CellFigure | undefined {
  const told = ctx.open.some((l) => l.total === last);
  return told ? asCell(part) : undefined;
}

/** The part that a share is of; false, with the reason, where nobody knows. */
function sharePart(
  ctx: Context,
  subject: Phrase | undefined,
  event: ShareEvent,
  statement: Statement,
): boolean {
  const last = ctx.lastValue;
  if (subject) statement.current = namedPart(ctx, subject, last);
  else if (
    last?.paragraph === ctx.paragraph &&
    (!ctx.subject || ctx.likeness.same(last.subject, ctx.subject))
  )
    statement.current = last.current;
  if (statement.current.length > 0) return true;
  statement.reason = 'prose.no-part';
  if (!subject || !event.of) return false;
  ctx.vagueWhole = true;
  const whole = wholeOf(ctx, event.of, event.ofMeasure, []);
  if (whole.sure) statement.base = whole.figures;
  return false;
}

/** The part of a share, as its clause names it. */
function namedPart(ctx: Context, subject: Phrase, last: Statement | undefined): readonly Figure[] {
  const part = findValue(ctx, subject, ctx.binder.isBudget ? 'budget' : 'final');
  if (part?.paragraph === ctx.paragraph && ctx.likeness.of(part.subject, subject) >= 3.5) return part.current;
  if (last && ctx.likeness.isAnaphor(subject)) {
    // `甲占 60%，乙占 40%，合计占 100%`: of all that was listed, not of the last.
    const several = ctx.open.some((l) => l.parts.length > 1);
    return several && ctx.likeness.isTotal(subject) ? [] : last.current;
  }
  const own = candidatesOf(ctx, subject, undefined, false).find(
    (c) => c.certain && c.cell?.state === 'amount',
  );
  return own?.cell ? [own.cell] : [];
}

/** An evaluation's share of the 项目支出: whose it is it does not say, so that only a fit proves anything. */
function evaluatedWhole(ctx: Context, statement: Statement, of: Phrase): void {
  if (!ctx.topic?.performance || !of.text.includes('项目支出')) return;
  const cells = ['03.合计.项目支出', '05.合计.项目支出'].flatMap((ref) => ctx.binder.referred(ref) ?? []);
  const [first, ...rest] = cells.filter((c) => c.state === 'amount');
  if (!first) return;
  statement.base = [first];
  statement.bases = rest.map((c) => [c]);
  statement.guessed = true;
}
