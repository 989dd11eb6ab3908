/** The amounts that a clause points at without telling them: as a sentence states them, else as their cell does. */
import type { CellFigure, Figure } from '../../model/types.ts';
import type { Measure } from '../../reference/prose.ts';
import type { Candidate } from '../bind/candidate.ts';
import { isBudgetMeasure } from '../bind/names.ts';
import type { Compare, Phrase } from '../events.ts';
import { phraseOf } from '../likeness.ts';
import { measureOf } from '../statement.ts';
import type { ListedStatement, NamedValue } from '../types.ts';
import { sureCell } from './names.ts';
import { type Context, valuesHere, WINDOW } from './state.ts';

/** The amount of this year that a phrase means: as a sentence states it, else as its cell does. */
export function currentOf(
  ctx: Context,
  subject: Phrase | undefined,
  each = false,
  measure: Measure = ctx.knows.ownMeasure,
): Figure | undefined {
  if (!subject)
    return ctx.lastValue && ctx.lastValue.paragraph === ctx.paragraph && !each
      ? ctx.lastValue.figure
      : undefined;
  const candidates = candidatesOf(ctx, subject, measure);
  const looked = lookUp(ctx, subject, measure);
  if (looked && !isLoose(ctx, subject, looked, candidates)) return looked.statement.figure;
  const spokenOf = lastOf(ctx, subject, measure, candidates);
  if (spokenOf) return spokenOf.figure;
  const cell = sureCell(candidates);
  // `收入增加 100 万元`: of the year's or of all that there was, where no amount tells which.
  if (cell && ctx.words.sides.includes(subject.text) && !isOneAmount(candidates)) return undefined;
  if (cell) return cell;
  return ofEach(ctx, subject, measure);
}

/** The amount told last, where a phrase only stands for what was spoken of. */
function lastOf(
  ctx: Context,
  subject: Phrase,
  measure: Measure,
  candidates: readonly Candidate[],
): ListedStatement | undefined {
  const { lastValue: last, likeness } = ctx;
  if (!last || last.paragraph !== ctx.paragraph || !likeness.isAnaphor(subject)) return undefined;
  if (namesAll(ctx, subject) && sureCell(candidates)) return undefined;
  if ((measureOf(last) ?? 'final') !== measure || isPartOfSide(ctx, last, subject)) return undefined;
  // `支出增加` behind `收入总计 …` speaks of another amount.
  const side = likeness.sideOf(subject);
  const other = last.subject && likeness.sideOf(last.subject);
  return side && other && side !== other ? undefined : last;
}

/** `收入支出总体`: what the sentences before said of each. */
function ofEach(ctx: Context, subject: Phrase, measure: Measure): Figure | undefined {
  for (const name of ctx.knows.parts(subject) ?? []) {
    const each = lookUp(ctx, phraseOf(name, subject), measure);
    if (each && each.score >= 3.5) return each.statement.figure;
  }
  return undefined;
}

function candidatesOf(ctx: Context, subject: Phrase, measure: Measure): readonly Candidate[] {
  return (
    ctx.meanings.candidatesOfParts(subject, measure)?.flat() ?? ctx.meanings.candidates(subject, measure)
  );
}

/**
 * Whether an amount told before is only alike by name: of a name that surely means another cell, or, with a bare 收入 or
 * 支出, in a sentence before, where the year's and all that there was differ.
 */
function isLoose(
  ctx: Context,
  { text }: Phrase,
  { statement, likeness }: LookedUp,
  candidates: readonly Candidate[],
): boolean {
  if (likeness >= 3.5 || statement.subject?.text === text) return false;
  if (ctx.words.sides.includes(text)) return !valuesHere(ctx).includes(statement) && !isOneAmount(candidates);
  const { cell: told } = statement.figure.binding;
  const cell = sureCell(candidates);
  return told !== undefined && cell !== undefined && told !== cell && told.value !== cell.value;
}

/** `支出合计`: of all, and not of what was spoken of; a bare 支出 may be of either. */
function namesAll({ likeness, words }: Context, subject: Phrase): boolean {
  return likeness.isOfYear(subject) && !words.sides.includes(subject.text);
}

/** Whether all that a name surely means is one amount. */
function isOneAmount(candidates: readonly Candidate[]): boolean {
  const cells = candidates.flatMap((c) => (c.certain && c.cell?.state === 'amount' ? [c.cell] : []));
  return cells.every((cell) => cell.value === cells[0]?.value);
}

export function findValue(ctx: Context, subject: Phrase, measure: Measure): NamedValue | undefined {
  return lookUp(ctx, subject, measure)?.statement;
}

/** An amount that a name was found to be told by. */
interface LookedUp {
  readonly statement: NamedValue;
  /** How surely it is meant. */
  readonly score: number;
  /** How alike the names are. */
  readonly likeness: number;
}

/** The statement of an amount of a subject: nearest before, this paragraph first; and how surely it is meant. */
export function lookUp(ctx: Context, subject: Phrase, measure: Measure): LookedUp | undefined {
  let best: NamedValue | undefined;
  let score = 0;
  let likeness = 0;
  const cells = cellsOf(ctx, subject, measure);
  for (let i = ctx.values.length - 1; i >= Math.max(0, ctx.values.length - WINDOW); i--) {
    const value = ctx.values[i] as NamedValue;
    if (value.past || !fitsMeasure(ctx, value, measure) || isPartOfSide(ctx, value, subject)) continue;
    const cell = value.figure.binding.cell;
    // The very name comes before another name of the same cell.
    let own = value.subject?.text === subject.text ? 4.25 : 0;
    own ||= cell && cells.has(cell) ? 4 : ctx.likeness.of(value.subject, subject);
    if (own === 0) continue;
    const like = own;
    if (value.paragraph === ctx.paragraph) own += 0.5;
    if (own <= score) continue;
    best = value;
    score = own;
    likeness = like;
    if (own >= 4.75) break;
  }
  return best && score >= 2 ? { statement: best, score, likeness } : undefined;
}

/** `农林水支出 8 万元，住房支出 3 万元。支出增加 9 万元`: all of what is spent is not the last of several, whose name ends as it does. */
function isPartOfSide(ctx: Context, value: ListedStatement, { text }: Phrase): boolean {
  if (!ctx.words.sides.includes(text) || value.subject?.text === text) return false;
  const lists = [...ctx.lists, ...ctx.open];
  if (lists.some((list) => list.parts.includes(value))) return true;
  if (lists.some((list) => list.total === value) || ctx.likeness.isTotal(value.subject)) return false;
  if (value.kind !== 'value') return false;
  const at = ctx.values.indexOf(value);
  return [ctx.values[at - 1], ctx.values[at + 1]].some((next) => next && isBeside(ctx, value, next));
}

function isBeside({ likeness }: Context, value: NamedValue, next: NamedValue): boolean {
  if (!next.subject || !value.subject || next.past || next.paragraph !== value.paragraph) return false;
  return !likeness.same(next.subject, value.subject) && !likeness.isOtherSide(next.subject, value.subject);
}

function fitsMeasure(ctx: Context, { measure }: NamedValue, wanted: Measure): boolean {
  if (wanted === 'final') return !isBudgetMeasure(measure) || ctx.knows.isBudget;
  return wanted === measure || (wanted === 'budget' && isBudgetMeasure(measure));
}

function cellsOf(ctx: Context, subject: Phrase, measure: Measure): ReadonlySet<CellFigure> {
  const cells = new Set<CellFigure>();
  if (subject.text === '') return cells;
  const candidates = ctx.meanings.candidates(subject, measure);
  for (const c of candidates) if (c.cell && c.certain) cells.add(c.cell);
  return cells;
}

/** The amount that a change is measured against, where a sentence states it. */
export function baseOf(
  ctx: Context,
  subject: Phrase | undefined,
  compare: Compare | undefined,
): Figure | undefined {
  if (!compare) return undefined;
  const { year } = ctx;
  if (compare.with === 'last') {
    const found = pastOf(ctx, subject, compare.year, compare.measure ?? 'final');
    // In a final account an amount without a measure is what was spent; in a budget it may be either.
    const strict = compare.measure !== undefined && !ctx.knows.isBudget;
    return found !== undefined || strict ? found : pastOf(ctx, subject, compare.year, undefined);
  }
  if (compare.year !== undefined && (compare.year !== year || ctx.knows.isBudget))
    return pastOf(ctx, subject, compare.year, compare.measure);
  return budgetOf(ctx, subject, compare.measure ?? 'budget');
}

/** The amount of another year, the last unless it is named, said in the same paragraph. */
export function pastOf(
  ctx: Context,
  subject: Phrase | undefined,
  year: number | undefined,
  measure: Measure | undefined,
): Figure | undefined {
  const wanted = year ?? (ctx.year === undefined ? undefined : ctx.year - 1);
  const found = ctx.values
    .slice(-WINDOW)
    .findLast(
      (v) =>
        v.past &&
        v.paragraph === ctx.paragraph &&
        (wanted === undefined || (v.year ?? (ctx.year ?? wanted + 1) - 1) === wanted) &&
        (measure === undefined || isBudgetMeasure(v.measure) === isBudgetMeasure(measure)) &&
        (isSameItem(ctx, v.subject, subject) || isToldAhead(ctx, v)),
    );
  return found?.figure;
}

/** Whether two phrases are of one item: 支出 is not 基本支出, though its name ends so. */
function isSameItem({ likeness, words }: Context, a: Phrase | undefined, b: Phrase | undefined): boolean {
  const isSide = (p: Phrase | undefined) => p !== undefined && words.sides.includes(p.text);
  if (a && b && isSide(a) !== isSide(b) && !likeness.isOfYear(isSide(a) ? b : a)) return false;
  return likeness.same(a, b);
}

/** `与上年的 300 万元对比，收入 310 万元，增加`: what is compared with, told in the sentence before what it is of. */
function isToldAhead(ctx: Context, value: NamedValue): boolean {
  return value.subject === undefined && ctx.values.lastIndexOf(value) >= ctx.itemFrom;
}

/** The budget of a subject: as stated, else from a column of a table. */
export function budgetOf(ctx: Context, subject: Phrase | undefined, measure: Measure): Figure | undefined {
  if (!subject) return undefined;
  const stated = findValue(ctx, subject, measure === 'final' ? 'budget' : measure);
  if (stated?.paragraph === ctx.paragraph) return stated.figure;
  const cell = ctx.meanings
    .candidates(subject, measure)
    .find((c) => c.certain && c.cell?.state === 'amount')?.cell;
  if (cell) return cell;
  return stated?.figure;
}

/** What was spent of a subject: as this paragraph states it, else as its cell does. */
export function spentOf(ctx: Context, subject: Phrase | undefined): Figure | undefined {
  const spent = subject ? findValue(ctx, subject, 'final') : ctx.lastValue;
  if (spent?.paragraph === ctx.paragraph) return spent.figure;
  if (!subject) return undefined;
  return ctx.meanings.cell(subject, 'final');
}
