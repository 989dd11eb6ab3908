/** Several shares behind one `分别占`. */
import type { Figure } from '../../model/types.ts';
import type { Phrase } from '../events.ts';
import { isSumOf } from '../parts.ts';
import { isNow } from '../statement.ts';
import type { ListedStatement, Statement } from '../types.ts';
import { type Context, type ShareEvent, type ShareOf, valuesHere, WINDOW } from './state.ts';
import { nthSubject } from './values.ts';
import { ownWhole, wholeOf } from './wholes.ts';

/** One of several shares behind `分别占`. */
interface SeveralShares {
  /** Whether the clause names the parts itself. */
  readonly own: boolean;
  readonly subject: Phrase | undefined;
  readonly part: ListedStatement | undefined;
  readonly whole: ListedStatement | undefined;
  /** Whether there are as many parts as shares. */
  readonly sure: boolean;
}

/** What the nth of several shares is of: one of the names before it, or one of the amounts told before. */
export function severalOf(ctx: Context, { subject, among = 0 }: ShareEvent, nth: number): SeveralShares {
  if (subject)
    return {
      own: true,
      subject: nthSubject(ctx, subject, nth),
      part: undefined,
      whole: undefined,
      sure: true,
    };
  const list = ctx.open.at(-1);
  let parts = list?.parts ?? amountsInRow(ctx);
  let whole = list?.total;
  const before = parts[parts.length - among - 1];
  if (!list && before && isWholeOf(ctx, before, parts.slice(-among))) {
    whole = before;
    parts = parts.slice(-among);
  }
  const part = parts[nth];
  return { own: false, subject: part?.subject, part, whole, sure: parts.length === among };
}

/**
 * `甲 3 万元、乙 1 万元，分别占 75% 和 25%`: of as many amounts as there are shares. Where there are more, which is
 * whose only a fit proves.
 */
export function nthShare(ctx: Context, event: ShareEvent, { part, whole, sure }: SeveralShares): ShareOf {
  const { among } = event;
  const current = part?.figure;
  const named = event.of && wholeOf(ctx, event.of, event.ofMeasure, current);
  const table = named || whole ? undefined : wholeOfTable(ctx, among);
  const base = named ? named.figure : (whole?.figure ?? table?.figure);
  const guessed = !sure || named?.sure === false || table?.sure === false;
  const reason = !current ? 'prose.no-part' : base ? undefined : 'prose.no-whole';
  return { current, base, bases: [], guessed, reason };
}

/** `支出 4 万元，甲、乙分别为 3 万元、1 万元，占比分别为`: a total by its name, or what the others add up to. */
function isWholeOf(
  { likeness }: Context,
  before: ListedStatement,
  parts: readonly ListedStatement[],
): boolean {
  const figures = parts.map((p) => p.figure);
  return likeness.isTotal(before.subject) || (parts.length > 1 && isSumOf(before.figure, figures));
}

/** The section's own total, and whether the amounts right before the shares add up to it. */
function wholeOfTable(
  ctx: Context,
  among = 0,
): { readonly figure: Figure; readonly sure: boolean } | undefined {
  const figure = ownWhole(ctx);
  const figures = amountsInRow(ctx)
    .slice(-among)
    .map((p) => p.figure);
  return figure && { figure, sure: figures.length > 1 && isSumOf(figure, figures) };
}

/** What may be told between amounts and their shares. */
const ASIDE: ReadonlySet<Statement['kind'] | undefined> = new Set([
  'share',
  'change',
  'change-rate',
  'compare',
]);

/** The amounts of this year that stand side by side before the shares of this sentence. */
function amountsInRow(ctx: Context): readonly ListedStatement[] {
  const before = ctx.statements.slice(-WINDOW).filter((s) => s.paragraph === ctx.paragraph);
  while (ASIDE.has(before.at(-1)?.kind)) before.pop();
  const from = before.findLastIndex((s) => !isNow(s));
  const row = before.slice(from + 1).filter(isNow);
  const here = new Set<ListedStatement>(valuesHere(ctx));
  const own = row.filter((s) => here.has(s));
  return own.length > 1 ? own : row;
}
