/** What the ends of brackets, items and sentences leave of what was carried on. */
import { numberStyle } from '../../base/numbering.ts';
import type { Figure } from '../../model/types.ts';
import { isBareChange } from '../carried.ts';
import type { ProseEvent } from '../events.ts';
import { isSumOf } from '../parts.ts';
import type { NamedValue } from '../types.ts';
import { closeLists } from './lists.ts';
import { type ChangeEvent, type Context, valuesHere } from './state.ts';

/** Behind a bracket the sentence goes on with what stood before it. */
export function closeBracket(ctx: Context): void {
  const frame = ctx.frames.pop();
  if (!frame) return;
  ctx.closedAt = ctx.statements.length;
  ctx.rowFrom = ctx.closedAt;
  ctx.subject = frame.subject;
  ctx.compare = frame.compare;
  if (frame.value) ctx.lastValue = frame.value;
  closeLists(ctx, frame.lists);
}

/** `…主要原因是接待减少，与上年相比减少 0.8 万元`: the sentence is back at its subject. */
export function leaveReason(ctx: Context, event: ChangeEvent): void {
  if (event.compare && event.subject === undefined) ctx.inReason = false;
}

function endSentence(ctx: Context, next: ProseEvent | undefined): void {
  ctx.countContext = '';
  ctx.listYear = undefined;
  ctx.compare = undefined;
  ctx.vagueWhole = false;
  if (ctx.spoken) ctx.within = undefined;
  ctx.namedPartCell = undefined;
  ctx.shareFirst = undefined;
  // `下降 35.00%。减少 4.00 万元。`: one change in two sentences.
  if (!isBareChange(next, 'rate')) ctx.lastChange = undefined;
  if (!isBareChange(next, 'change')) ctx.pendingRate = undefined;
  ctx.inReason = false;
  ctx.frames = [];
  ctx.spoken = false;
  ctx.fund = null;
  const total = enumerated(ctx);
  if (total) {
    ctx.subject = total.subject;
    ctx.lastValue = total;
  }
  if (ctx.open.length > 0) {
    ctx.pendingClose = true;
    // Behind a list, the sentence that follows speaks of its total again.
    const [outer] = ctx.open;
    if (outer && outer.parts.length > 0 && !outer.marked && outer.paragraph === ctx.paragraph)
      ctx.subject = outer.total.subject;
  }
}

/** `支出 3 万元，按用途分：甲 1 万元，乙 2 万元。`: the total whose parts a sentence tells without a word for it. */
function enumerated(ctx: Context): NamedValue | undefined {
  if (ctx.open.length > 0 || ctx.frames.length > 0) return undefined;
  const [total, ...parts] = valuesHere(ctx).filter((v) => !v.past && v.paragraph === ctx.paragraph);
  if (!total?.subject || parts.length < 2 || parts.some((p) => p.measure !== total.measure)) return undefined;
  const cells = parts.flatMap((p) => p.figure.binding.cell ?? []);
  const whole = total.figure.binding.cell;
  const inCells = whole?.state === 'amount' && cells.length === parts.length && isSumOf(whole, cells);
  const figures = parts.map((p) => p.figure);
  return inCells || isSumOf(total.figure, figures) ? total : undefined;
}

function endItem(ctx: Context, next: ProseEvent | undefined): void {
  ctx.spoken = false;
  ctx.shareFirst = undefined;
  if (ctx.inReason && next?.t === 'mark' && next.inner) return;
  ctx.inReason = false;
  ctx.lastChange = undefined;
  ctx.pendingRate = undefined;
  ctx.compare = undefined;
  // `基本支出 3 万元，包括人员经费和公用经费；`: names alone are no list of amounts.
  while (ctx.frames.length === 0 && ctx.open.length > 0 && ctx.open.at(-1)?.parts.length === 0)
    ctx.open.pop();
  // `；` parts the items of the outer list.
  const nested = ctx.open.findIndex((l) => l.depth > 0 && l.parts.length > 0);
  if (nested > 0 && ctx.frames.length === 0) closeLists(ctx, nested);
}

/** What is counted from the beginning of a sentence. */
export function startSentence(ctx: Context): void {
  ctx.sentenceFrom = ctx.statements.length;
  ctx.valuesFrom = ctx.values.length;
  startItem(ctx);
}

/** What is counted from the beginning of a sentence or of an item of one. */
function startItem(ctx: Context): void {
  ctx.rowFrom = ctx.statements.length;
  ctx.itemFrom = ctx.values.length;
  ctx.announced = undefined;
}

/** The end of a sentence, or of an item of a list. */
export function takeEnd(
  ctx: Context,
  { c }: Extract<ProseEvent, { t: 'end' }>,
  { next, before }: { readonly next: ProseEvent | undefined; readonly before: ProseEvent | undefined },
): void {
  if (c === 'sentence') {
    endSentence(ctx, next);
    startSentence(ctx);
  } else if (c === 'semicolon') startItem(ctx);
  // `人员经费 720 万元：工资福利支出 700 万元，占 97.22%`: what follow are its parts.
  const { lastValue } = ctx;
  if (c === 'colon' && before?.t === 'value' && lastValue && lastValue === ctx.statements.at(-1))
    setWithin(ctx, lastValue.figure);
  if (c === 'semicolon') {
    // `…。；`: the item ended, not the list.
    if (before?.t === 'end' && before.c === 'sentence') ctx.pendingClose = false;
    endItem(ctx, next);
  }
}

/** The number of an item. */
export function takeMark(ctx: Context, { inner, text }: Extract<ProseEvent, { t: 'mark' }>): void {
  if (inner) return;
  ctx.inReason = false;
  const [outer] = ctx.open;
  const style = numberStyle(text);
  // `（一）甲 …，其中：1. … 2. … （二）乙`: what stands beside the total is no part of it.
  const isBesideTotal = outer?.under === style;
  ctx.under = style;
  if (outer && !isBesideTotal && (outer.marked || outer.parts.length === 0)) {
    closeLists(ctx, 1);
    outer.marked = true;
    outer.taken = false;
  } else closeLists(ctx, 0);
  ctx.pendingClose = false;
  ctx.subject = undefined;
  ctx.spoken = false;
  ctx.underMark = true;
}

/** What stands in brackets is told aside. */
export function openBracket(ctx: Context): void {
  const { lastValue: value, subject, compare, open } = ctx;
  ctx.rowFrom = ctx.statements.length;
  ctx.frames.push({ value, subject, compare, lists: open.length });
}

/** Takes the whole whose parts follow; what an earlier share named is none of theirs. */
export function setWithin(ctx: Context, whole: Figure | undefined): void {
  ctx.within = whole;
  ctx.withinAt = ctx.open.length;
  if (whole) ctx.namedWhole = undefined;
}
