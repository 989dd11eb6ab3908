/** The wholes that a share may be of. */
import type { CellFigure, Figure } from '../../model/types.ts';
import type { Measure } from '../../reference/prose.ts';
import type { Phrase } from '../events.ts';
import { cellOf, isAtLeast, isBeside, isDivision } from '../parts.ts';
import { measureOf } from '../statement.ts';
import type { ListedStatement, NamedValue } from '../types.ts';
import { sureCell } from './names.ts';
import { findValue, lookUp } from './references.ts';
import { type Context, type OpenList, type ShareOf, valuesHere } from './state.ts';

/** A whole, and whether it is surely meant. */
interface Whole {
  readonly figure: Figure | undefined;
  readonly sure: boolean;
}

/** What is named behind 占; where only a part of the name says so, a share that does not fit proves nothing. */
export function wholeOf(
  ctx: Context,
  of: Phrase,
  measure: Measure | undefined,
  part: Figure | undefined,
): Whole {
  const sure = (figure: Figure) => ({ figure, sure: true });
  const wanted: Measure = measure ?? ctx.knows.ownMeasure;
  const looked = lookUp(ctx, of, wanted);
  const stated = looked?.statement;
  const exact = stated && stated.figure !== part && looked.likeness >= 3.5 ? stated : undefined;
  if (exact) return sure(exact.figure);
  const list = ctx.open.at(-1);
  if (list && isSideItself(ctx, list.total.subject, of)) return sure(list.total.figure);
  // Nothing is a share of itself: the name means another.
  const own = part && cellOf(part);
  const candidates = ctx.meanings.candidates(of, wanted).filter((c) => !own || c.cell !== own);
  const cell = sureCell(candidates);
  if (cell) return sure(cell);
  const indicator = candidates.find((c) => c.indicator)?.indicator;
  if (indicator) {
    const found = ctx.values.findLast((v) => v.figure.binding.indicator === indicator && !v.past);
    if (found && found.figure !== part) return sure(found.figure);
  }
  // `占总支出的`, `占支出总额的` of the sentence's own total.
  const total = list && ctx.likeness.isAnaphor(of) ? list.total : undefined;
  const holds = (whole: ListedStatement) => !part || isAtLeast(whole.figure, part);
  if (stated && stated.figure !== part)
    return { figure: stated.figure, sure: stated === total && holds(stated) };
  if (total) return { figure: total.figure, sure: holds(total) };
  return { figure: undefined, sure: false };
}

/** `部门收入预算 500 万元，其中：甲 …，占收入预算的`: all of the side that the list divides, called by that side alone. */
function isSideItself({ words, likeness }: Context, total: Phrase | undefined, { text }: Phrase): boolean {
  if (!total || !words.sides.includes(text) || likeness.sideOf(total) !== text) return false;
  const at = total.text.indexOf(text);
  const head = total.text.slice(0, at);
  const tail = total.text.slice(at + text.length);
  const isMeasure = Object.values(words.words.measure ?? {}).some((names) => names.includes(tail));
  return (
    (head === '' || words.orgEnds.some((end) => head.endsWith(end))) &&
    (tail === '' || isMeasure || words.totalEnds.includes(tail))
  );
}

/** The wholes that a share without one may mean: the totals of the lists it stands in, innermost first. */
export function impliedWholes(ctx: Context, part: ListedStatement | undefined): Figure[] {
  const wholes: Figure[] = [];
  for (let i = ctx.open.length - 1; i >= 0; i--) {
    // `其中甲 5 万元，在甲中，乙 2 万元`: told behind the list, it is the nearer whole.
    if (ctx.within && i < ctx.withinAt && !wholes.includes(ctx.within)) wholes.push(ctx.within);
    const { total, parts } = ctx.open[i] as OpenList;
    // `收、支总计 A，其中：本年收入合计 B，财政拨款收入 C，占 …`: a total told on the way is the nearer whole.
    const subtotal =
      part &&
      parts.findLast(
        (p) => p !== part && ctx.likeness.isTotal(p.subject) && isAtLeast(p.figure, part.figure),
      );
    if (subtotal) wholes.push(subtotal.figure);
    if (total !== part) wholes.push(total.figure);
  }
  if (wholes.length === 0 && ctx.within) wholes.push(ctx.within);
  if (wholes.length === 0 && part) {
    // The first total of the sentence, else of the section, where this is an item of the enumeration under it.
    const may = (v: NamedValue) =>
      v !== part &&
      v.figure.kind === 'money' &&
      !v.past &&
      isOfKind(v, part) &&
      isAtLeast(v.figure, part.figure);
    const [own] = valuesHere(ctx);
    if (own && may(own) && !isNoWholeOf(part.figure, own.figure) && !isGuess(ctx, own.figure, part))
      wholes.push(own.figure);
    const first = ctx.values.find(
      (v) => v !== part && v.figure.kind === 'money' && !v.past && isOfKind(v, part),
    );
    if (first && may(first) && first !== own) wholes.push(first.figure);
  }
  return wholes.filter((whole) => !isNoWholeOf(part?.figure, whole) && !isLess(whole, part?.figure));
}

/** Whether the cell of a whole holds less than that of its part. */
function isLess(whole: Figure, part: Figure | undefined): boolean {
  const [own, cell] = [part && cellOf(part), cellOf(whole)];
  return own !== undefined && cell !== undefined && cell.value < own.value;
}

/** Whether both are budgets of one kind, or both what was spent. */
function isOfKind({ measure }: NamedValue, part: ListedStatement): boolean {
  return (measure ?? 'final') === (measureOf(part) ?? 'final');
}

/** Whether an amount is the part itself, or stands beside it in a line whose total, under the same head, is greater. */
export function isNoWholeOf(part: Figure | undefined, whole: Figure): boolean {
  const [own, cell] = [part && cellOf(part), cellOf(whole)];
  if (part === whole || (own !== undefined && own === cell)) return true;
  if (!own || !cell || cell.row !== own.row) return false;
  const head = headOf(cell);
  return [...own.row.cells.values()].some((c) => c.value > cell.value && headOf(c) === head);
}

function headOf({ column }: CellFigure): string {
  return column.path.slice(0, -1).join('/');
}

/** Whether a whole was only the first amount of the section, and not the total of the part's own table. */
export function isGuess(ctx: Context, whole: Figure | undefined, part: ListedStatement | undefined): boolean {
  const isListed = (l: OpenList) => [l.total, ...l.parts].some((s) => s.figure === whole);
  if (ctx.within === whole || ctx.open.some(isListed)) return false;
  const told = ctx.values.find((v) => v.figure === whole);
  if (told && part && isDivision(ctx.words, told.subjectText, part.subjectText)) return false;
  const cell = told?.figure.binding.cell;
  const own = part?.figure.binding.cell;
  if (!cell || !own) return true;
  if (cell.owner !== own.owner) return !isBeside(own, cell);
  // `基本支出 9130 万元，…；项目支出 6870 万元，占`: columns side by side are no whole of one another.
  if (isNoWholeOf(own, cell)) return true;
  // `项目支出 400 万元 … 社会保障支出 96 万元，占`: the total of another column.
  if (cell.row !== own.row && cell.column !== own.column && cell.row.role === 'total') return true;
  return !(
    cell.row.role === 'total' ||
    (cell.owner.grid?.get('合计') && [...(cell.owner.grid.get('合计')?.values() ?? [])].includes(cell))
  );
}

/** The part of a share, as its clause names it. */
export function namedPart(
  ctx: Context,
  subject: Phrase,
  last: ListedStatement | undefined,
): Figure | undefined {
  const part = findValue(ctx, subject, ctx.knows.ownMeasure);
  if (part?.paragraph === ctx.paragraph && ctx.likeness.of(part.subject, subject) >= 3.5) return part.figure;
  if (last && ctx.likeness.isAnaphor(subject)) {
    // `甲占 60%，乙占 40%，合计占 100%`: of all that was listed, not of the last.
    const several = ctx.open.some((l) => l.parts.length > 1);
    return several && ctx.likeness.isTotal(subject) ? undefined : last.figure;
  }
  return ctx.meanings.cell(subject, undefined);
}

/** An evaluation's share of the 项目支出: whose it is it does not say, so that only a fit proves anything. */
export function evaluatedWhole(
  ctx: Context,
  of: Phrase,
  sure: boolean,
): Pick<ShareOf, 'base' | 'bases' | 'guessed'> {
  const refs =
    isEvaluation(ctx) && of.text.includes('项目支出') ? ['03.合计.项目支出', '05.合计.项目支出'] : [];
  const [base, ...bases] = ctx.meanings.referred(...refs);
  return { base, bases, guessed: base !== undefined || !sure };
}

/** Whether evaluations are told of, under a heading of their own or in a paragraph of other matters. */
function isEvaluation({ topic, words, paragraph }: Context): boolean {
  if (topic?.performance) return true;
  const own = words.topics.find((t) => t.performance);
  return own?.words.some((group) => group.every((w) => paragraph.flat.text.includes(w))) ?? false;
}

/** The total of the section's own table. */
export function ownWhole(ctx: Context): Figure | undefined {
  return ctx.meanings.topicWhole();
}
