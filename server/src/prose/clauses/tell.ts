/** What a form that fits tells: for each event of seeds/prose/patterns.yaml, what is made of the parts it found. */
import type { Measure } from '../../reference/prose.ts';
import type { Compare, Direction, ProseEvent } from '../events.ts';
import type { ProseToken, WordToken } from '../token.ts';
import { measuredBy } from './memory.ts';
import type { ParsedPhrase } from './phrase.ts';
import type { Said } from './said.ts';
import { subjectOf } from './subject.ts';
import { isWord, lastMeasure } from './words.ts';

type Events = readonly ProseEvent[];

/** Undefined where the parts do not say it after all. */
export const TELL: Readonly<Record<string, (said: Said) => Events | undefined>> = {
  nothing: () => [],
  standard: (said) => [{ t: 'standard', num: said.num, words: said.textOf(said.phrase), ...said.base }],
  other: ({ num, base }) => [{ t: 'other', num, ...base }],
  count: countOf,
  value: (said) => [amountOf(said)],
  'value-of-whole': valueOfWhole,
  'value-behind': valueBehind,
  'value-from': valueFrom,
  'value-to': valueTo,
  'value-compared': valueCompared,
  share: shareOf,
  'share-aside': ({ num, base }) => [
    { t: 'share', num, of: undefined, ofMeasure: undefined, subject: undefined, aside: true, ...base },
  ],
  'share-again': ({ num, memory: { sharing }, base }) =>
    sharing && [{ t: 'share', num, ...sharing, ...base }],
  change: (said) => [changeOf(said, 'change')],
  rate: (said) => [changeOf(said, 'rate')],
  'change-by-order': changeByOrder,
  completion: completionOf,
  'completion-again': completionAgain,
  'completion-last': completionOfLast,
  flat: (said) => [flatOf(said, said.told('subject').compare)],
  order: orderOf,
  none: noneOf,
  claim: claimOf,
  compare: spokenWith,
  subject: spokenOf,
  'subject-behind': spokenBehind,
  'within-told': ({ base }) => [{ t: 'within', ...base }],
};

/** Names of the parts that the above ask for. */
export const SLOTS: ReadonlySet<string> = new Set([
  'subject',
  'of',
  'base',
  'measure',
  'direction',
  'up',
  'down',
  'flat',
  'nearly',
  'order',
  'right',
  'behind',
  'used',
  'within',
  'done',
]);

function countOf(said: Said): Events {
  const { num, phrase, all, base } = said;
  return [
    {
      t: 'count',
      num,
      subject: all.subject,
      words: said.textOf(phrase),
      completed: said.has('done'),
      ...base,
    },
  ];
}

function shareOf(said: Said): Events {
  const { num, base, stretch } = said;
  const behind = said.tokens('of');
  const of = subjectOf(behind, stretch.clause.text);
  const { subject } = said.told('subject');
  return [{ t: 'share', num, of, ofMeasure: lastMeasure(behind), subject, ...base }];
}

/** `占支出合计 300 万元的 40%`: the amount of the whole, in passing. */
function valueOfWhole(said: Said): Events {
  const { num, base } = said;
  const { subject, measure, year, last } = said.told('of');
  const told = { year, last, each: false, measures: [], years: [], aside: true as const };
  return [{ t: 'value', num, subject, measure, ...told, ...base }];
}

function changeOf(said: Said, t: 'change' | 'rate'): ProseEvent {
  const { num, phrase, base } = said;
  const { subject, measure, year, ...told } = said.told('subject');
  // `超支预算 5 万元`: what is compared with stands behind.
  const budget = lastMeasure(said.tokens('measure'));
  const compare = budget ? ({ with: 'measure', measure: budget } as const) : told.compare;
  const direction = directionOf(said);
  const each = phrase.some((token) => isWord(token, 'each'));
  return { t, num, direction, subject, compare, measure, year: compare && year, each, ...base };
}

/** `决算数大于预算数 3 万元`: the difference, or the amount that is compared with. */
function changeByOrder(said: Said): Events | undefined {
  const { subject } = said.told('subject');
  const compare = rightOf(said.told('right'));
  const [word] = said.tokens('order') as readonly WordToken[];
  if (!compare || !word) return undefined;
  const { start, end, text, value } = word;
  const direction: Direction = { sign: value === 'greater' ? 1 : -1, text, start, end };
  const told = { direction, subject, compare, measure: undefined, year: undefined, each: false };
  return [{ t: 'change', num: said.num, ...told, orBase: true, ...said.base }];
}

/** The way that a word of direction says, or that the form says of a word that is none by itself. */
function directionOf(said: Said): Direction {
  const [word] = [...said.tokens('direction'), ...said.tokens('up'), ...said.tokens('down')];
  const { start, end, text } = word as WordToken;
  const isUp = said.has('up') || isWord(word, 'direction', 'up');
  return { sign: isUp ? 1 : -1, text, start, end };
}

function completionOf(said: Said): Events {
  const { num, base } = said;
  const measure = lastMeasure(said.tokens('measure')) ?? lastMeasure(said.tokens('subject'));
  return [{ t: 'completion', num, subject: said.told('subject').subject, measure, done: true, ...base }];
}

/** A percentage of what was told just before it. */
function completionAgain({ num, memory: { completing }, base }: Said): Events {
  const measure = completing === 'count' ? undefined : completing;
  return [{ t: 'completion', num, subject: undefined, measure, done: true, ...base }];
}

/** `为上年的 98%`: against an amount of another year, named here or told right before it. */
function completionOfLast(said: Said): Events | undefined {
  const { num, base, memory } = said;
  const own = said.has('base');
  const compare = own ? measuredBy(said) : memory.measuring;
  if (!compare) return undefined;
  const subject = own ? said.told('subject').subject : undefined;
  return [{ t: 'completion', num, subject, measure: undefined, compare, done: true, ...base }];
}

function amountOf(said: Said): Extract<ProseEvent, { t: 'value' }> {
  const { num, phrase, all, base } = said;
  const { subject, measure, year, last } = all;
  const measures = phrase.filter((t): t is WordToken => isWord(t, 'measure'));
  return {
    t: 'value',
    num,
    subject,
    // What was planned is not what was spent.
    measure: measure ?? (phrase.some((t) => isWord(t, 'noise', 'planned')) ? 'budget' : undefined),
    year,
    last,
    each: phrase.some((t) => isWord(t, 'each')),
    measures: measures.map((w) => w.value as Measure),
    years: phrase.flatMap((t) => (t.kind === 'year' ? [t.value] : [])),
    ...(isOnlyIs(phrase) ? { is: true as const } : {}),
    ...base,
  };
}

/** `为 3 万元`, `共计 3 万元`: nothing but that it is so much. */
function isOnlyIs(phrase: readonly ProseToken[]): boolean {
  return phrase.length > 0 && phrase.every((t) => isWord(t, 'noise') || isWord(t, 'approx'));
}

/** `1,230 万元一般公共预算支出中`, `830 万元用于基本支出`: an amount that has its name behind it. */
function valueBehind(said: Said): Events | undefined {
  const name = subjectOf(said.tokens('behind'), said.stretch.clause.text);
  if (!name) return undefined;
  // Where the money went to is less sure than what it is.
  const told: ProseEvent = { ...amountOf(said), behind: { name, sure: !said.has('used') } };
  if (!said.has('within')) return [told];
  return [told, { t: 'subject', subject: name, whole: false, within: true, ...said.base }];
}

/** `由上年的 230 万元调整为 250 万元`: the first is of before, and of last year where no budget is named. */
function valueFrom(said: Said): Events {
  const told = amountOf(said);
  const last = told.last || (told.year === undefined && told.measure === undefined);
  return [{ ...told, turn: 'from', last }];
}

/** The second is of now. */
function valueTo(said: Said): Events | undefined {
  const { turning } = said.memory;
  return turning && [{ ...amountOf(said), ...turning, turn: 'to' }];
}

/** `比 2023 年年初预算数 28 万元减少 4 万元`: what is compared with is told here. */
function valueCompared(said: Said): Events | undefined {
  const { num, base } = said;
  const { compare, subject } = said.all;
  if (!compare) return undefined;
  const last = compare.with === 'last';
  const measure = last ? (compare.measure ?? 'final') : compare.measure;
  const told = { year: compare.year, last, each: false, measures: [], years: [] };
  return [
    { t: 'compare', compare, ...base },
    { t: 'value', num, subject, measure, ...told, ...base },
  ];
}

function flatOf(said: Said, compare: Compare | undefined): ProseEvent {
  const roughly = said.has('nearly') || said.tokens('flat').some((t) => isWord(t, 'flat', 'roughly'));
  return { t: 'flat', roughly, compare, subject: said.told('subject').subject, ...said.base };
}

/** `决算数大于预算数` */
function orderOf(said: Said): Events | undefined {
  const { measure: left, subject } = said.told('subject');
  const right = rightOf(said.told('right'));
  const [word] = said.tokens('order') as readonly ProseToken[];
  if (!right || word?.kind !== 'word') return undefined;
  return isWord(word, 'order', 'equal')
    ? [flatOf(said, right)]
    : [{ t: 'order', word, left, right, subject, ...said.base }];
}

function rightOf({ last, measure }: ParsedPhrase): Compare | undefined {
  if (last) return { with: 'last' };
  return measure ? { with: 'measure', measure } : undefined;
}

/** `没有安排预算` */
function noneOf(said: Said): Events | undefined {
  const measure = lastMeasure(said.tokens('measure'));
  return measure && [{ t: 'none', measure, subject: undefined, ...said.base }];
}

/** `支出减少的主要原因` */
function claimOf(said: Said): Events {
  const { compare, subject } = said.told('subject');
  return [{ t: 'claim', direction: directionOf(said), compare, subject, ...said.base }];
}

/** A clause that only names what the next ones compare with. */
function spokenWith(said: Said): Events | undefined {
  const { compare, subject } = said.all;
  if (!compare) return undefined;
  const compared: ProseEvent = { t: 'compare', compare, ...said.base };
  if (!subject) return [compared];
  return [compared, { t: 'subject', subject, whole: false, within: false, ...said.base }];
}

/** `占比最大的是基本支出`: the name stands behind. */
function spokenBehind(said: Said): Events | undefined {
  const subject = subjectOf(said.tokens('behind'), said.stretch.clause.text);
  const of = subjectOf(said.tokens('of'), said.stretch.clause.text);
  const told = of ? { of } : {};
  return subject && [{ t: 'subject', subject, whole: false, within: false, ...told, ...said.base }];
}

/** A clause that only names what the next ones speak of. */
function spokenOf(said: Said): Events | undefined {
  const { subject } = said.all;
  const { closer } = said.stretch.clause;
  const whole = closer === 'sentence' || closer === 'colon';
  return subject && [{ t: 'subject', subject, whole, within: said.has('within'), ...said.base }];
}
