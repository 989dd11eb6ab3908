/**
 * Events of the paragraphs under one heading → statements: what each clause leaves out it takes from those before it
 * (subject, comparison, whole). What is carried on is one record (context/state.ts); each kind of event has its file.
 */
import type { Steps } from '../base/steps.ts';
import {
  closeBracket,
  leaveReason,
  openBracket,
  setWithin,
  startSentence,
  takeEnd,
  takeMark,
} from './context/boundaries.ts';
import { takeChange, takeRate } from './context/changes.ts';
import { reboundFigures } from './context/choice.ts';
import { takeComparison } from './context/comparison.ts';
import { takeCompletion } from './context/completion.ts';
import { takeCount, takeStandard } from './context/counts.ts';
import { closeLists, keepList, settleClose, startList, takeNames } from './context/lists.ts';
import { againstOf, clauseOf, keepFigure, numberOf, push } from './context/making.ts';
import { currentOf } from './context/references.ts';
import { takeShare } from './context/shares.ts';
import { type Context, contextOf, type Given } from './context/state.ts';
import { takeValue } from './context/values.ts';
import type { ProseEvent } from './events.ts';
import { type Spoken, settled } from './settled.ts';
import type { Paragraph } from './types.ts';

export interface ReadParagraph {
  readonly paragraph: Paragraph;
  readonly events: readonly ProseEvent[];
}

/**
 * What the paragraphs under one heading say.
 * @param heading the heading's own text, which may name the item of all of them
 */
export function* readDiscourse(
  ground: Given,
  heading: string,
  paragraphs: readonly ReadParagraph[],
): Steps<Spoken> {
  const [first] = paragraphs;
  if (!first) return { statements: [], lists: [], names: [], figures: [] };
  const ctx = contextOf(ground, heading, first.paragraph);
  for (const { paragraph, events } of paragraphs) {
    ctx.paragraph = paragraph;
    startParagraph(ctx);
    for (const [i, event] of events.entries())
      take(ctx, event, { next: events[i + 1], before: events[i - 1] });
    yield;
  }
  for (const list of ctx.open) keepList(ctx, list);
  return settled(ctx, { later: ctx.later, figures: reboundFigures(ctx) });
}

function startParagraph(ctx: Context): void {
  ctx.listYear = undefined;
  ctx.compare = undefined;
  ctx.lastChange = undefined;
  ctx.pendingRate = undefined;
  ctx.inReason = false;
  ctx.frames = [];
  ctx.subject = ctx.headed;
  ctx.within = undefined;
  ctx.spoken = false;
  ctx.fund = null;
  ctx.project = undefined;
  ctx.namedWhole = undefined;
  ctx.namedPartCell = undefined;
  startSentence(ctx);
  // A list whose items are paragraphs of their own goes on only where the last one said so.
  if (!ctx.open.some((l) => l.block || l.marked)) closeLists(ctx, 0);
  else ctx.pendingClose = true;
  ctx.underMark = false;
}

/** The events on both sides of one. */
interface Beside {
  readonly next: ProseEvent | undefined;
  readonly before: ProseEvent | undefined;
}

/** What each kind of event does to the context. */
const TAKE: {
  readonly [T in ProseEvent['t']]: (
    ctx: Context,
    event: Extract<ProseEvent, { t: T }>,
    beside: Beside,
  ) => void;
} = {
  end: takeEnd,
  mark: takeMark,
  open: openBracket,
  close: closeBracket,
  reason: (ctx) => {
    ctx.inReason = true;
  },
  within: (ctx) => {
    if (ctx.inReason || !ctx.lastValue) return;
    setWithin(ctx, ctx.lastValue.figure);
  },
  compare: (ctx, event) => {
    ctx.inReason = false;
    ctx.compare = event.compare;
    const against = againstOf(ctx, event.compare);
    push(ctx, { kind: 'compare', ...clauseOf(ctx, event, undefined), figure: undefined, against });
  },
  subject: takeSubject,
  list: (ctx, event, { before }) => startList(ctx, event, before),
  names: takeNames,
  value: (ctx, event) => {
    settleClose(ctx);
    takeValue(ctx, event);
  },
  change: (ctx, event) => {
    leaveReason(ctx, event);
    takeChange(ctx, event);
  },
  rate: (ctx, event) => {
    leaveReason(ctx, event);
    takeRate(ctx, event);
  },
  share: takeShare,
  completion: takeCompletion,
  count: takeCount,
  standard: takeStandard,
  other: (ctx, { num }) => {
    keepFigure(ctx, numberOf(ctx, num), { reason: num.why ? `prose.${num.why}` : 'prose.unknown-figure' });
  },
  none: (ctx, event) => {
    const { measure } = event;
    push(ctx, { kind: 'none', ...clauseOf(ctx, event, ctx.subject), figure: undefined, measure });
  },
  flat: takeComparison,
  order: takeComparison,
  claim: takeComparison,
};

function take<T extends ProseEvent['t']>(
  ctx: Context,
  event: Extract<ProseEvent, { t: T }>,
  beside: Beside,
): void {
  TAKE[event.t as T](ctx, event, beside);
}

function takeSubject(ctx: Context, event: Extract<ProseEvent, { t: 'subject' }>): void {
  if (ctx.topic?.performance) ctx.project = ctx.knows.project(event.subject.text) ?? ctx.project;
  if (!ctx.inReason && !ctx.spoken) {
    ctx.subject = event.subject;
    ctx.announced = event.subject;
  }
  const whole = event.within ? event.subject : event.of;
  setWithin(ctx, whole && !ctx.inReason ? currentOf(ctx, whole) : undefined);
}
