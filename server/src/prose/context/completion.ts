/** Rates of completion: what was spent, against which budget. */
import type { ProseEvent } from '../events.ts';
import type { Statement } from '../types.ts';
import { makeFigure, pushStatement } from './making.ts';
import { candidatesOf } from './meaning.ts';
import { budgetOf, findValue } from './references.ts';
import type { Context } from './state.ts';

/** A rate of completion that a clause tells. */
export function takeCompletion(ctx: Context, event: Extract<ProseEvent, { t: 'completion' }>): void {
  const lacks = event.num.role === 'bare' ? 'percent' : undefined;
  const figure = makeFigure(ctx, event.num, { reason: 'prose.completion' }, lacks);
  const own = event.subject && !ctx.likeness.isAnaphor(event.subject) ? event.subject : undefined;
  const subject = own ?? ctx.subject;
  const statement = pushStatement(ctx, {
    kind: 'completion',
    event,
    figure,
    subject,
    measure: event.measure,
  });
  if (ctx.inReason) {
    statement.reason = 'prose.in-reason';
    return;
  }
  const { lastCount } = ctx;
  if (
    event.measure === undefined &&
    lastCount?.paragraph === ctx.paragraph &&
    lastCount === ctx.statements.at(-2)
  ) {
    taskDone(ctx, statement, lastCount);
    return;
  }
  const spent = subject ? findValue(ctx, subject, 'final') : ctx.lastValue;
  if (spent && spent.paragraph === ctx.paragraph) statement.current = spent.current;
  else if (subject) {
    const cell = candidatesOf(ctx, subject, 'final', false).find(
      (c) => c.certain && c.cell?.state === 'amount',
    )?.cell;
    if (cell) statement.current = [cell];
  }
  statement.base = budgetOf(ctx, subject, event.measure ?? 'budget');
  // An execution rate of a part may be measured against a budget that is not told.
  if (statement.current.length === 0) statement.reason = 'prose.no-amount';
  else if (statement.base.length === 0) {
    statement.reason = 'prose.no-budget';
    ctx.openCompletion = statement;
  }
}

/** `完成 n 人，完成任务 10000 人的 168.42%`. */
function taskDone(ctx: Context, statement: Statement, target: Statement): void {
  const done = ctx.statements
    .slice(-4, -2)
    .findLast(
      (s) =>
        s.kind === 'count' && s.paragraph === ctx.paragraph && s.figure?.unitText === target.figure?.unitText,
    );
  if (done?.figure && target.figure) {
    statement.current = [done.figure];
    statement.base = [target.figure];
  } else statement.reason = 'prose.no-amount';
}
