/** Lists of parts: where they begin, what is a part, where they end. */
import { abs } from '../../base/amount.ts';
import type { Span } from '../../base/range.ts';
import type { Compare, Phrase, ProseEvent } from '../events.ts';
import { isNow, measureOf } from '../statement.ts';
import { blockAt, spansOf } from '../text.ts';
import type { Against, ListedStatement, NamedValue, Statement, ValueStatement } from '../types.ts';
import { findValue } from './references.ts';
import { type Context, type OpenList, WINDOW } from './state.ts';

export function settleClose(ctx: Context): void {
  if (!ctx.pendingClose) return;
  ctx.pendingClose = false;
  const block = ctx.open.findLastIndex(
    (l) => (l.block && l.parts.length === 0) || (l.marked && ctx.underMark),
  );
  closeLists(ctx, block + 1);
}

export function closeLists(ctx: Context, to: number): void {
  while (ctx.open.length > to) keepList(ctx, ctx.open.pop() as OpenList);
}

export function keepList(ctx: Context, list: OpenList): void {
  if (list.parts.length > 0) ctx.lists.push(list);
}

export function startList(
  ctx: Context,
  event: Extract<ProseEvent, { t: 'list' }>,
  before: ProseEvent | undefined,
): void {
  const latest = ctx.statements.findLast((s): s is ValueStatement => s.kind === 'value');
  const past = latest?.past && latest.paragraph === ctx.paragraph && !isBackNow(ctx);
  if (past && latest.year !== undefined && !ctx.inReason) {
    // Parts of another year's total are of that year.
    ctx.listYear = latest.year;
    return;
  }
  const total = isSorting(ctx, event.start) ? dividedBefore(ctx) : listed(ctx);
  if (ctx.inReason || !total || total.inReason) return;
  if (!event.opens) return;
  settleClose(ctx);
  // A second 其中 behind an item opens a list of that item's own parts.
  const direct = before?.t === 'end' ? before.c !== 'sentence' : true;
  const depth = ctx.open.length;
  if (ctx.open.some((l) => l.total === total && l.parts.length === 0)) return;
  ctx.open.push({
    total,
    parts: [],
    shares: [],
    word: event.word,
    direct,
    paragraph: ctx.paragraph,
    depth,
    block: true,
    marked: false,
    under: ctx.under,
    taken: false,
    compare: comparedOf(ctx, total),
  });
  ctx.subject = undefined;
}

/** `财政拨款支出主要用于以下方面`: the amount of what the clause names, where a sentence told it. */
function namedTotal(ctx: Context): ListedStatement | undefined {
  const { announced, lastValue } = ctx;
  if (!announced || !lastValue || ctx.likeness.same(lastValue.subject, announced)) return undefined;
  return findValue(ctx, announced, ctx.knows.ownMeasure);
}

/** The total of a list: the amount told last, unless the list's own clause names another. */
function listed(ctx: Context): ListedStatement | undefined {
  const total = namedTotal(ctx) ?? ctx.lastValue;
  return total && !isOfAnother(ctx, total) ? total : undefined;
}

/** Whether the clause names something else than a total: surely, or behind the end of the total's paragraph. */
function isOfAnother({ announced, likeness, knows, paragraph }: Context, total: ListedStatement): boolean {
  if (!announced || likeness.isAnaphor(announced) || likeness.same(total.subject, announced)) return false;
  return total.paragraph !== paragraph || knows.surely(announced, undefined);
}

/** Whether the clause before a list says by what the whole is divided: `按支出用途分类，包括：`. */
function isSorting(ctx: Context, at: number): boolean {
  const { start, end } = ctx.words.sortedBy;
  const sentence =
    ctx.paragraph.flat.text
      .slice(0, at)
      .split(/[。;:]/)
      .at(-1) ?? '';
  const clause = sentence.replace(/,$/, '').split(',').at(-1) ?? '';
  return start.some((w) => clause.startsWith(w)) && end.some((w) => clause.endsWith(w));
}

/** The total whose division the paragraphs before told: no item of it is divided again by other words. */
function dividedBefore(ctx: Context): ListedStatement | undefined {
  const lists = [...ctx.open, ...ctx.lists];
  let total = ctx.lastValue;
  for (let i = 0; i <= lists.length; i++) {
    const outer = lists.find((l) => total !== undefined && l.parts.includes(total));
    if (!outer) break;
    total = outer.total;
  }
  return total;
}

/** What the change told right behind a total is measured against, where there is one base. */
function comparedOf(ctx: Context, { figure }: ListedStatement): Compare | undefined {
  const behind = ctx.statements.slice(ctx.statements.findLastIndex((s) => s.figure === figure) + 1);
  const bases = behind.flatMap((s) => (s.kind !== 'compare' && 'against' in s ? (s.against ?? []) : []));
  const [base] = bases;
  if (!base || bases.some((b) => !isSameBase(b, base))) return undefined;
  const { measure, year } = base;
  return { with: base.with, ...(measure ? { measure } : {}), ...(year === undefined ? {} : { year }) };
}

function isSameBase(a: Against, b: Against): boolean {
  return a.with === b.with && a.measure === b.measure && a.year === b.year;
}

/** `255 万元，2023 年 260 万元，减少 5 万元。其中：`: the change speaks of this year's total again. */
function isBackNow(ctx: Context): boolean {
  const last = ctx.statements.at(-1);
  if (ctx.statements.length === ctx.closedAt) return true;
  const isChange = last?.kind === 'change' || last?.kind === 'change-rate';
  return isChange && last.current !== undefined && last.current === ctx.lastValue?.figure;
}

export function takeNames(ctx: Context, event: Extract<ProseEvent, { t: 'names' }>): void {
  const of = ctx.lastValue;
  if (!of || ctx.inReason) return;
  const { flat } = ctx.paragraph;
  ctx.names.push({
    of,
    block: blockAt(flat, event.start),
    span: spansOf(flat, event.start, event.end)[0] as Span,
    names: event.names.map((n) => ({
      text: n.text,
      span: spansOf(flat, n.start, n.end)[0] as Span,
      block: blockAt(flat, n.start),
    })),
  });
}

export function addPart(ctx: Context, statement: NamedValue): void {
  const list = ctx.open.at(-1);
  if (!list || statement.inReason || statement.past) return;
  const { total } = list;
  if (statement === total || (statement.measure ?? 'final') !== (measureOf(total) ?? 'final')) return;
  if (statement.figure.kind !== total.figure.kind) return;
  if (list.marked && list.taken) return;
  if (isBeyond(ctx, statement, total)) {
    closeLists(ctx, list.depth);
    return;
  }
  list.taken = true;
  list.parts.push(statement);
  if (list.parts.length > 1) list.block = false;
}

/** Whether an amount is the total said again, or its cell holds more than the total's: then the list has ended. */
function isBeyond({ likeness }: Context, { figure, subject }: NamedValue, total: ListedStatement): boolean {
  const [cell, whole] = [figure.binding.cell, total.figure.binding.cell];
  if (cell === undefined || whole === undefined) return false;
  return cell.value > abs(whole.value) || (cell === whole && likeness.of(subject, total.subject) >= 4);
}

/** `甲 3 万元，乙 1 万元，合计 4 万元`: the sum of the amounts right before it in its clauses, if there are several. */
export function sumBehind(ctx: Context, total: NamedValue): boolean {
  const parts = amountsInRow(ctx, total);
  if (parts.length < 2 || parts.some((s) => s.figure.kind !== 'money')) return false;
  ctx.lists.push({ total, parts, shares: [], word: '', direct: true, behind: true });
  return true;
}

/** The named amounts of this year side by side, up to the last statement or the one that may be their sum. */
export function amountsInRow(ctx: Context, total?: NamedValue): readonly NamedValue[] {
  const row = ctx.statements.slice(Math.max(ctx.rowFrom, ctx.statements.length - WINDOW));
  const last = row.at(-1);
  if (total && last === total) row.pop();
  const measure = total ? total.measure : last?.kind === 'value' ? last.measure : undefined;
  const isPart = (s: Statement): s is NamedValue =>
    isNow(s) && s.subject !== undefined && s.measure === measure;
  return row.slice(row.findLastIndex((s) => !isPart(s)) + 1).filter(isPart);
}

/** `财政拨款收入 …，其中 …；财政拨款支出 …`: the other side is no part of it. */
export function leaveSide(ctx: Context, own: Phrase): void {
  const total = ctx.open.at(-1)?.total.subject;
  if (total && ctx.frames.length === 0 && ctx.likeness.isOtherSide(own, total)) closeLists(ctx, 0);
}
