/**
 * What a figure and the words before it say: patterns in order, of which the first that answers is taken. A pattern
 * answers with events, with none where the figure states nothing, or not at all.
 */
import type { Measure } from '../../reference/prose.ts';
import type { Base, Direction, Phrase, ProseEvent } from '../events.ts';
import type { NumberToken, ProseToken, WordToken } from '../token.ts';
import { isComparedWith } from './compare.ts';
import { type ParsedPhrase, parsePhrase } from './phrase.ts';
import { subjectOf } from './subject.ts';
import { IS, isFiller, isWord, lastIndex, lastMeasure, OF } from './words.ts';

type ShareEvent = Extract<ProseEvent, { t: 'share' }>;

/** What earlier figures of the clause leave to later ones. */
export interface ClauseMemory {
  /** `完成预算 33 万元的 82.42%`: the budget is told between. */
  completing: Measure | 'count' | undefined;
  /** `占支出合计 300 万元的 40%`: the whole whose amount is told between. */
  sharing: Pick<ShareEvent, 'of' | 'ofMeasure' | 'subject'> | undefined;
  /** `由上年的 230 万元调整为 250 万元`: what both are of. */
  turning: { readonly subject: Phrase | undefined; readonly measure: Measure | undefined } | undefined;
}

/** A figure in its clause. */
export interface Clause {
  readonly num: NumberToken;
  /** The words before the figure, from the one before it on. */
  readonly phrase: readonly ProseToken[];
  readonly parsed: ParsedPhrase;
  /** All tokens of the clause, and which of them the figure is. */
  readonly all: readonly ProseToken[];
  readonly at: number;
  readonly base: Base;
  /** The text of the paragraph. */
  readonly text: string;
  readonly memory: ClauseMemory;
}

type Pattern = (clause: Clause) => readonly ProseEvent[] | undefined;

const PATTERNS: readonly Pattern[] = [
  aCount,
  aShare,
  aWholeOfShare,
  aChange,
  aCompletion,
  aPercentage,
  aBareNumber,
  aTurn,
  aBase,
  anAmount,
];

/** The events that a figure makes with the words before it. */
export function eventsOf(clause: Clause): readonly ProseEvent[] {
  for (const pattern of PATTERNS) {
    const found = pattern(clause);
    if (found) return found;
  }
  return [];
}

/** The text that tokens stand for, with what stands between. */
export function textOf(tokens: readonly ProseToken[], text: string): string {
  const first = tokens[0];
  const last = tokens.at(-1);
  return first && last ? text.slice(first.start, last.end) : '';
}

function wordsOf(phrase: readonly ProseToken[]): WordToken[] {
  return phrase.filter((t): t is WordToken => t.kind === 'word');
}

function lastOf({ phrase }: Clause, cls: string): number {
  return lastIndex(phrase, (t) => isWord(t, cls));
}

function endsInOf({ phrase, text }: Clause): boolean {
  return textOf(phrase, text).endsWith(OF);
}

/** Whether a number is a percentage, or one that lacks its sign. */
function isPercent(clause: Clause): boolean {
  const { num, phrase } = clause;
  if (num.role !== 'bare') return num.role === 'percent';
  if (lastOf(clause, 'share') >= 0) return true;
  const completeAt = lastOf(clause, 'complete');
  return completeAt >= 0 && (isWord(phrase[completeAt], 'complete', 'rate') || endsInOf(clause));
}

function aCount({ num, phrase, parsed, text, base, memory }: Clause): readonly ProseEvent[] | undefined {
  if (num.role !== 'count') return undefined;
  const completed = phrase.some((t) => isWord(t, 'complete'));
  if (completed) memory.completing = 'count';
  return [{ t: 'count', num, subject: parsed.subject, words: textOf(phrase, text), completed, ...base }];
}

function aShare(clause: Clause): readonly ProseEvent[] | undefined {
  const { num, phrase, text, base } = clause;
  const at = lastOf(clause, 'share');
  if (at < 0 || !isPercent(clause)) return undefined;
  const noun = isWord(phrase[at], 'share', 'noun');
  // `占收入合计的比重为`: the whole stands between the two words.
  const open = noun ? lastIndex(phrase.slice(0, at), (t) => isWord(t, 'share', 'of')) : at;
  const behind = noun && open >= 0 ? phrase.slice(open + 1, at) : phrase.slice(at + 1);
  // `占比`, `比重` name no whole; what stands before them is the part.
  const of = noun && open < 0 ? undefined : subjectOf(behind, text);
  const { subject } = parsePhrase(phrase.slice(0, open < 0 ? at : open), text);
  return [{ t: 'share', num, of, ofMeasure: lastMeasure(behind), subject, ...base }];
}

function aWholeOfShare(clause: Clause): readonly ProseEvent[] | undefined {
  const { num, phrase, text, base, memory } = clause;
  const at = lastOf(clause, 'share');
  if (at < 0 || num.role !== 'amount' || !isPercentNext(clause)) return undefined;
  const behind = phrase.slice(at + 1);
  const of = subjectOf(behind, text);
  const ofMeasure = lastMeasure(behind);
  memory.sharing = { of, ofMeasure, subject: parsePhrase(phrase.slice(0, at), text).subject };
  const { year, last } = parsePhrase(behind, text);
  const told = { year, last, each: false, measures: [], years: [], aside: true as const };
  return [{ t: 'value', num, subject: of, measure: ofMeasure, ...told, ...base }];
}

function aChange(clause: Clause): readonly ProseEvent[] | undefined {
  const { num, phrase, text, base } = clause;
  const at = lastOf(clause, 'direction');
  if (at < 0 || at <= lastOf(clause, 'complete')) return undefined;
  // Only a direction that speaks of this figure: `增加了补助资金 50 万元` does not.
  if (!phrase.slice(at + 1).every((t) => isFiller(t))) return undefined;
  const word = phrase[at] as WordToken;
  const { subject, compare, measure, year } = parsePhrase(phrase.slice(0, at), text);
  const percent = num.role === 'percent' || (num.role === 'bare' && /长|幅|率/.test(word.text));
  return [
    {
      t: percent ? 'rate' : 'change',
      num,
      direction: directionOf(word),
      subject,
      compare,
      measure,
      year: compare && year,
      each: phrase.some((t) => isWord(t, 'each')),
      ...base,
    },
  ];
}

/** What a word of direction says. */
export function directionOf({ value, text, start, end }: WordToken): Direction {
  return { sign: value === 'up' ? 1 : -1, text, start, end };
}

function aCompletion(clause: Clause): readonly ProseEvent[] | undefined {
  const { num, phrase, text, base } = clause;
  const at = lastOf(clause, 'complete');
  if (at < 0 || !isPercent(clause)) return undefined;
  const behind = phrase.slice(at + 1);
  const rate = isWord(phrase[at], 'complete', 'rate');
  const named = subjectOf(behind, text) !== undefined;
  const other: ProseEvent = { t: 'other', num, ...base };
  // `完成…预算的 p%`; `率达到 98%` of something else is no completion.
  if (rate || lastMeasure(behind) !== undefined) {
    if (rate && named) return [other];
    const measure = lastMeasure(behind) ?? lastMeasure(phrase.slice(0, at));
    const { subject } = parsePhrase(phrase.slice(0, at), text);
    return [{ t: 'completion', num, subject, measure, done: true, ...base }];
  }
  if (named || !endsInOf(clause)) return [other];
  return [{ t: 'completion', num, subject: undefined, measure: undefined, done: true, ...base }];
}

/** A percentage without a word of its own: of what was told just before it, or of something else. */
function aPercentage({ num, phrase, text, base, memory }: Clause): readonly ProseEvent[] | undefined {
  if (num.role !== 'percent') return undefined;
  const of = budgetOf(phrase);
  if (of) {
    const { subject } = parsePhrase(of.before, text);
    return [{ t: 'completion', num, measure: of.measure, subject, done: true, ...base }];
  }
  const { sharing, completing } = memory;
  const bare = phrase.every((t) => isWord(t, 'noise'));
  if (bare && sharing) return [{ t: 'share', num, ...sharing, ...base }];
  if (!bare || !completing) return [{ t: 'other', num, ...base }];
  const measure = completing === 'count' ? undefined : completing;
  return [{ t: 'completion', num, subject: undefined, measure, done: true, ...base }];
}

/** A number without a unit states something only behind a name, a measure or a word for being. */
function aBareNumber({ num, phrase }: Clause): readonly ProseEvent[] | undefined {
  const last = phrase.at(-1);
  if (num.role !== 'bare' || isWord(last, 'measure') || isWord(last, 'noise') || last?.kind === 'name')
    return undefined;
  return [];
}

/** `比 2023 年年初预算数 28 万元减少 4 万元`: what is compared with is told here. */
function aBase(clause: Clause): readonly ProseEvent[] | undefined {
  const { num, phrase, parsed, all, at, base } = clause;
  rememberBudget(clause);
  const { compare, subject } = parsed;
  if (!compare) return undefined;
  const last = compare.with === 'last';
  const bare = parsed.measure === undefined && subject === undefined;
  if (!bare && !(last && isComparedWith(phrase, all[at + 1]))) return undefined;
  const measure = last ? (compare.measure ?? 'final') : compare.measure;
  const told = { year: compare.year, last, each: false, measures: [], years: [] };
  return [
    { t: 'compare', compare, ...base },
    { t: 'value', num, subject, measure, ...told, ...base },
  ];
}

/** `由上年的 230 万元调整为 250 万元`: the first is of before, the second of now. */
function aTurn(clause: Clause): readonly ProseEvent[] | undefined {
  const { num, phrase, parsed, all, at, memory } = clause;
  if (num.role !== 'amount') return undefined;
  if (memory.turning && isWord(phrase[0], 'to') && phrase.slice(1).every((t) => isFiller(t))) {
    const { subject, measure } = memory.turning;
    return [{ ...amountOf(clause), subject, measure, turn: 'to' }];
  }
  const opens = phrase.some((t) => isWord(t, 'noise', 'from'));
  if (!opens || !isWord(all[at + 1], 'to')) return undefined;
  const told = { ...amountOf(clause), turn: 'from' } as const;
  const { subject, measure, year, last } = parsed;
  memory.turning = { subject, measure: year === undefined && !last ? undefined : measure };
  // `由 2,400 万元增至`: of last year, where no budget is named.
  return [{ ...told, last: last || (year === undefined && measure === undefined) }];
}

function anAmount(clause: Clause): readonly ProseEvent[] {
  const behind = nameBehind(clause);
  const told = behind ? { ...amountOf(clause), behind } : amountOf(clause);
  if (!behind?.within) return [told];
  return [told, { t: 'subject', subject: behind.name, whole: false, within: true, ...clause.base }];
}

function amountOf({ num, phrase, parsed, base }: Clause): Extract<ProseEvent, { t: 'value' }> {
  const { subject, measure, year, last } = parsed;
  const measures = wordsOf(phrase).filter((w) => w.cls === 'measure');
  return {
    t: 'value',
    num,
    subject,
    measure,
    year,
    last,
    each: phrase.some((t) => isWord(t, 'each')),
    measures: measures.map((w) => w.value as Measure),
    years: phrase.flatMap((t) => (t.kind === 'year' ? [t.value] : [])),
    ...base,
  };
}

interface NameBehind {
  readonly name: Phrase;
  readonly sure: boolean;
  /** Whether what follows are its parts. */
  readonly within: boolean;
}

/** `1,230 万元一般公共预算支出中`, `830 万元用于基本支出`: the name behind an amount that has none before it. */
function nameBehind({ phrase, parsed, all, at, text }: Clause): NameBehind | undefined {
  if (parsed.subject || parsed.compare || parsed.measure || parsed.last) return undefined;
  if (!phrase.every((t) => isFiller(t) || t.kind === 'year')) return undefined;
  const behind = all.slice(at + 1);
  const next = behind.findIndex((t) => t.kind === 'number');
  const tokens = next < 0 ? behind : behind.slice(0, next);
  const [first] = tokens;
  const last = tokens.at(-1);
  if (!first || !tokens.every((t) => NAMING.has(t.kind) || isWord(t, 'noise'))) return undefined;
  const within = isWord(last, 'noise', 'within');
  const joint = isWord(first, 'noise') ? first.text : '';
  const used = isWord(first, 'noise', 'use');
  // `800 万元基本支出`, `800 万元的基本支出` name it only where 中 closes them.
  if (!used && !IS.test(joint) && !(within && (joint === OF || first.kind === 'name'))) return undefined;
  const name = subjectOf(tokens, text);
  // Where the money went to is less sure than what it is.
  return name && { name, sure: !used, within };
}

const NAMING: ReadonlySet<string> = new Set(['name', 'text', 'level', 'aside']);

/** `完成预算 33 万元的 82.42%`, `为年初预算 650 万元的 107.69%`: the amount is the budget of the rate behind it. */
function rememberBudget(clause: Clause): void {
  const { phrase, memory } = clause;
  const at = lastOf(clause, 'complete');
  const behind = at >= 0 && isWord(phrase[at], 'complete', 'done') && lastMeasure(phrase.slice(at + 1));
  if (behind) memory.completing = behind;
  const last = phrase.at(-1);
  if (isWord(last, 'measure') && last.value !== 'final' && isPercentNext(clause))
    memory.completing = last.value as Measure;
}

/** `为年初预算的 96%`: the budget that a percentage is of, and what stands before it. */
function budgetOf(
  phrase: readonly ProseToken[],
): { readonly measure: Measure; readonly before: readonly ProseToken[] } | undefined {
  const [is, measure, of] = phrase.slice(-3);
  if (!isWord(is, 'noise') || !isWord(measure, 'measure') || !isWord(of, 'noise')) return undefined;
  if (measure.value === 'final' || !IS.test(is.text) || of.text !== OF) return undefined;
  return { measure: measure.value as Measure, before: phrase.slice(0, -3) };
}

/** `300 万元的 40%`: a percentage of the amount before it. */
function isPercentNext({ all, at }: Clause): boolean {
  const [of, percent] = all.slice(at + 1, at + 3);
  return isWord(of, 'noise') && of.text === OF && percent?.kind === 'number' && percent.role === 'percent';
}
