/** Counts and standards. */

import { foldName } from '../../base/fold.ts';
import type { ProseEvent } from '../events.ts';
import type { CountStatement } from '../types.ts';
import { tieOfCount } from './choice.ts';
import { closeLists } from './lists.ts';
import { clauseOf, keepFigure, numberOf, push } from './making.ts';
import type { Context } from './state.ts';

type CountEvent = Extract<ProseEvent, { t: 'count' }>;

/** A count that a clause tells: of what, and the cell or the indicator that it states. */
export function takeCount(ctx: Context, event: CountEvent): void {
  // `（含外事接待 0 批次、0 人次）`: the second count is of what the first was.
  const bare = event.subject === undefined && ctx.statements.at(-1) === ctx.lastCount;
  const context =
    bare && ctx.countContext !== '' ? ctx.countContext : event.words + (ctx.subject?.text ?? '');
  ctx.countContext = context;
  const indicator = countKind(ctx, foldName(context), event.num.classifier);
  const told = numberOf(ctx, event.num);
  const figure = keepFigure(ctx, told, tieOfCount(ctx, told, event.subject, indicator));
  const said = clauseOf(ctx, event, event.subject ?? ctx.subject);
  const statement = push(ctx, { kind: 'count', ...said, figure });
  if (ctx.inReason) return;
  ctx.lastCount = statement;
  // `公务接待 16 批次，支出 3.20 万元`: the money is of the same.
  if (event.subject && !ctx.spoken && ctx.knows.surely(event.subject, undefined)) ctx.subject = event.subject;
  if (ctx.topic?.id === '国有资产') countList(ctx, event, statement);
}

/** `共有车辆 7 辆，其中：…用车 0 辆、…用车 7 辆`. */
function countList(ctx: Context, event: CountEvent, statement: CountStatement): void {
  // What follows the end of its sentence, without 其中 of its own, is no part of a list.
  if (ctx.pendingClose) {
    ctx.pendingClose = false;
    if (!ctx.open.some((l) => l.marked || l.parts.length === 0)) closeLists(ctx, 0);
  }
  const list = ctx.open.at(-1);
  const whole = list?.total.figure;
  if (list && whole?.kind === 'count' && whole.unitText === statement.figure.unitText && event.subject) {
    list.parts.push(statement);
    list.block = false;
    return;
  }
  if (!ctx.open.length) ctx.lastValue = statement;
}

function countKind(ctx: Context, context: string, unit: string): string | undefined {
  for (const kind of ctx.words.counts) {
    if (!kind.units.some((u) => foldName(u) === unit)) continue;
    if (kind.topics && !kind.topics.includes(ctx.topic?.id ?? '')) continue;
    if (!kind.words.some((w) => context.includes(foldName(w)))) continue;
    if (kind.also && !kind.also.some((w) => context.includes(foldName(w)))) continue;
    if (kind.not?.some((w) => context.includes(foldName(w)))) continue;
    return kind.id;
  }
  return undefined;
}

export function takeStandard(ctx: Context, event: Extract<ProseEvent, { t: 'standard' }>): void {
  const figure = keepFigure(ctx, numberOf(ctx, event.num), { reason: 'prose.standard' });
  push(ctx, { kind: 'standard', ...clauseOf(ctx, event, ctx.subject), figure });
}
