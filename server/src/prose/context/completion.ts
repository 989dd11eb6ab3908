/** Rates of completion: what was spent, against which budget. */
import type { Phrase, ProseEvent } from '../events.ts';
import type { CompletionStatement, CountStatement } from '../types.ts';
import { clauseOf, keepFigure, numberOf, push } from './making.ts';
import { baseOf, budgetOf, spentOf } from './references.ts';
import type { Context } from './state.ts';

type CompletionEvent = Extract<ProseEvent, { t: 'completion' }>;

/** A rate of completion that a clause tells. */
export function takeCompletion(ctx: Context, event: CompletionEvent): void {
  const lacks = event.num.role === 'bare' ? 'percent' : undefined;
  const figure = keepFigure(ctx, numberOf(ctx, event.num, { lacks }), { reason: 'prose.completion' });
  const own = event.subject && !ctx.likeness.isAnaphor(event.subject) ? event.subject : undefined;
  const subject = own ?? ctx.subject;
  const completed = completedOf(ctx, event, subject);
  const { measure } = event;
  const said = { ...clauseOf(ctx, event, subject), figure, measure };
  const statement = push(ctx, { kind: 'completion', ...said, ...completed });
  // An execution rate of a part may be measured against a budget that is not told.
  if (completed.reason === 'prose.no-budget') ctx.openCompletion = statement;
}

/** What was done, and of what. */
type Completed = Pick<CompletionStatement, 'current' | 'base' | 'reason'>;

function completedOf(
  ctx: Context,
  { measure, compare }: CompletionEvent,
  subject: Phrase | undefined,
): Completed {
  if (ctx.inReason) return { current: undefined, base: undefined, reason: 'prose.in-reason' };
  const { lastCount } = ctx;
  const isTask = measure === undefined && lastCount?.paragraph === ctx.paragraph;
  if (isTask && lastCount === ctx.statements.at(-1)) return taskDone(ctx, lastCount);
  const current = spentOf(ctx, subject);
  if (compare) {
    const base = baseOf(ctx, subject, compare);
    return { current, base, reason: !current ? 'prose.no-amount' : base ? undefined : 'prose.other-year' };
  }
  const base = budgetOf(ctx, subject, measure ?? 'budget');
  const reason = !current ? 'prose.no-amount' : base ? undefined : 'prose.no-budget';
  return { current, base, reason };
}

/** `完成 n 人，完成任务 10000 人的 168.42%`. */
function taskDone(ctx: Context, { figure: base }: CountStatement): Completed {
  const done = ctx.statements
    .slice(-3, -1)
    .findLast(
      (s) => s.kind === 'count' && s.paragraph === ctx.paragraph && s.figure.unitText === base.unitText,
    );
  return done?.figure
    ? { current: done.figure, base, reason: undefined }
    : { current: undefined, base: undefined, reason: 'prose.no-amount' };
}
