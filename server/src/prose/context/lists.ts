/** Lists of parts: where they begin, what is a part, where they end. */
import type { Span } from '../../base/range.ts';
import type { Compare, Phrase, ProseEvent } from '../events.ts';
import { measureOf } from '../statement.ts';
import { blockAt, spansOf } from '../text.ts';
import type { Against, ListedStatement, NamedValue, Statement, ValueStatement } from '../types.ts';
import { lookUp } from './references.ts';
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
  const total = isSorting(ctx, event.start) ? dividedBefore(ctx) : listed(ctx, before);
  if (ctx.inReason || !total || total.inReason) return;
  if (event.items && !event.word.startsWith('包')) return;
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
    taken: false,
    compare: comparedOf(ctx, total),
  });
  ctx.subject = undefined;
}

/**
 * The total of a list: the amount told last, unless the list's own clause names another behind a paragraph's end
 * (`结转和结余 5 万元。` … `支出主要用于以下方面：`): then what was told of that one, if anything was.
 */
function listed(ctx: Context, before: ProseEvent | undefined): ListedStatement | undefined {
  const { lastValue: last, subject } = ctx;
  const isNamed = before?.t === 'subject' && subject !== undefined && last?.paragraph !== ctx.paragraph;
  if (!isNamed || ctx.likeness.isAnaphor(subject) || ctx.likeness.same(subject, last?.subject)) return last;
  const told = lookUp(ctx, subject, ctx.knows.ownMeasure);
  return told && told.score >= 3.5 ? told.statement : undefined;
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
  list.taken = true;
  list.parts.push(statement);
  if (list.parts.length > 1) list.block = false;
}

/** `甲 3 万元，乙 1 万元，合计 4 万元`: the sum of the amounts right before it in its clauses, if there are several. */
export function sumBehind(ctx: Context, total: NamedValue): boolean {
  const row = ctx.statements.slice(Math.max(ctx.rowFrom, ctx.statements.length - WINDOW), -1);
  const isPart = (s: Statement): s is NamedValue =>
    s.kind === 'value' &&
    s.named &&
    !s.past &&
    !s.inReason &&
    s.subject !== undefined &&
    s.measure === total.measure;
  const parts = row.slice(row.findLastIndex((s) => !isPart(s)) + 1).filter(isPart);
  if (parts.length < 2 || parts.some((s) => s.figure.kind !== 'money')) return false;
  ctx.lists.push({ total, parts, shares: [], word: '', direct: true, behind: true });
  return true;
}

/** `财政拨款收入 …，其中 …；财政拨款支出 …`: the other side is no part of it. */
export function leaveSide(ctx: Context, own: Phrase): void {
  const total = ctx.open.at(-1)?.total.subject;
  if (total && ctx.frames.length === 0 && ctx.likeness.isOtherSide(own, total)) closeLists(ctx, 0);
}
