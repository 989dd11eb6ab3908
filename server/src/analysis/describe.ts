/** Figures and relations in the report's own words, for messages and hover. */

import { abs, divideRound, formatScaled, pow10, SCALE, type Scaled, unitName } from '../base/amount.ts';
import { KEY } from '../base/keys.ts';
import { type Range, rangeOf } from '../base/range.ts';
import { type Locale, message } from '../messages/index.ts';
import type { Report } from '../model/report.ts';
import type { CellFigure, Column, Figure } from '../model/types.ts';
import { figureName } from '../prose/names.ts';
import type { ProseFigure } from '../prose/types.ts';
import { isCell, show } from '../relations/figure.ts';
import type { Graph } from '../relations/graph.ts';
import type { LinearRelation, Relation, Term } from '../relations/types.ts';

/** The place of a figure: in this document, or in the other report that `path` names. */
export function placeOfFigure(
  analysis: { readonly report: Report; readonly graph: Graph },
  figure: Figure,
): { range: Range; path?: string } {
  const foreign = analysis.graph.foreign.get(figure.owner.block);
  if (!foreign) return { range: rangeOfFigure(analysis.report, figure) };
  return { range: rangeOfFigure(foreign.report, figure), path: foreign.path };
}

/** The place of a figure in its document. */
export function rangeOfFigure(report: Report, figure: Figure): Range {
  const base = report.lineOf(figure.owner.block);
  const { line, start, end } = figure.span;
  // A figure of a sentence may be cut by a line end: from its first sign to its last.
  const last = 'spans' in figure ? (figure as ProseFigure).spans.at(-1) : undefined;
  if (last === undefined || last.line === line) return rangeOf(base + line, start, end);
  return {
    start: { line: base + line, character: start },
    end: { line: base + last.line, character: last.end },
  };
}

/** How a relation speaks of a figure: by column within a row, by row within a column, else in full. */
export function labelOf(figure: Figure, beside?: Figure, locale: Locale = 'zh'): string {
  // Beside another figure of the sentence the name says enough.
  if (!isCell(figure)) return (beside && !isCell(beside) && figureName(figure)) || proseLabel(figure, locale);
  if (beside && isCell(beside) && beside.owner === figure.owner) {
    if (beside.row.line === figure.row.line && beside.row.panel === figure.row.panel)
      return columnLabel(figure);
    if (sameColumn(beside, figure)) return rowLabel(figure);
    return `${rowLabel(figure)}·${columnLabel(figure)}`;
  }
  return message(locale, 'label.cell', {
    table: tableLabel(figure),
    row: rowLabel(figure),
    column: columnLabel(figure),
  });
}

/** A figure of a sentence is called by its subject; a rate by what it is the rate of. */
function proseLabel(figure: Figure, locale: Locale): string {
  const name = figureName(figure);
  return name === '' ? message(locale, 'label.prose') : message(locale, 'label.subject', { name });
}

/** Whether two cells stand in the same column, or in columns that a form calls the same. */
export function sameColumn(a: CellFigure, b: CellFigure): boolean {
  return a.column === b.column || (a.column.form !== undefined && a.column.form === b.column.form);
}

export function tableLabel(figure: CellFigure): string {
  const { number, title, form } = figure.owner;
  const name = form?.title ?? title;
  return number === undefined ? name : `${KEY.number}${number} ${name}`;
}

export function rowLabel(figure: CellFigure): string {
  const { row } = figure;
  const label = row.label.replace(/\s+/g, '');
  if (row.code !== undefined) return label === '' ? row.code : `${row.code} ${label}`;
  if (label === '' && figure.owner.grid) {
    for (const [item, measures] of figure.owner.grid)
      for (const cell of measures.values()) if (cell === figure) return item;
  }
  return label;
}

export function columnLabel(figure: CellFigure): string {
  return columnText(figure.column);
}

/** A column by its header, level by level. */
export function columnText({ path }: Column): string {
  return path.map((p) => p.replace(/\s+/g, '')).join('/');
}

/** Terms that are shown; the rest are counted. */
const SHOWN = 8;

/** How a side of a relation is written: beside which figure, by what its factors are divided, what number it has. */
interface SideStyle {
  readonly beside: Figure | undefined;
  readonly locale: Locale;
  readonly over?: bigint | undefined;
  readonly constant?: Scaled;
  readonly anchor?: Figure | undefined;
}

/** The arithmetic of one side: `基本支出 470.00 + 项目支出 342.35`. Blank addends are left out where others stand. */
function sideText(terms: readonly Term[], style: SideStyle): string {
  const { beside, locale, over = 1n, constant = 0n, anchor } = style;
  const filled = terms.filter((t) => t.figure.state === 'amount');
  const parts: string[] = [];
  const push = (text: string, negative: boolean) =>
    parts.push(`${negative ? '− ' : parts.length === 0 ? '' : '+ '}${text}`);
  for (const { figure, factor } of filled.slice(0, SHOWN)) {
    const [times, divided] = factorText(abs(factor), over);
    push(`${times}${labelOf(figure, beside, locale)} ${figure.raw}${divided}`, factor < 0n);
  }
  if (filled.length > SHOWN)
    parts.push(message(locale, 'label.more', { count: String(filled.length - SHOWN) }));
  if (constant !== 0n && anchor) push(show(anchor, abs(constant / over)), constant < 0n);
  if (parts.length > 0) return parts.join(' ');
  // What is not there is not 0: a blank says so by its name.
  const [blank] = terms;
  if (!blank) return anchor ? show(anchor, 0n) : '0';
  const label = labelOf(blank.figure, beside, locale);
  return terms.length === 1
    ? `${label}${message(locale, 'label.blank')}`
    : message(locale, 'label.blanks', { label, count: String(terms.length) });
}

/** A factor before its figure and a divisor behind it: `0.5 × `, ` ÷ 3`. */
export function factorText(factor: bigint, over: bigint): [string, string] {
  if (over === 1n) return [factor === 1n ? '' : `${factor} × `, ''];
  for (let places = 0; places <= 15; places++) {
    const scaled = factor * pow10(places);
    if (scaled % over !== 0n) continue;
    const text = formatScaled((scaled / over) * pow10(SCALE - places), { decimals: places, grouped: false });
    return [text === '1' ? '' : `${text} × `, ''];
  }
  return [factor === 1n ? '' : `${factor} × `, ` ÷ ${over}`];
}

/** One side of a quotient: a sum stands in brackets. */
function bracketed(terms: readonly Term[], beside: Figure, locale: Locale): string {
  const text = sideText(terms, { beside, locale });
  return terms.filter((t) => t.figure.state === 'amount').length > 1 ? `（${text}）` : text;
}

/** A relation as its sum: `本年支出合计 = 基本支出 470.00 + 项目支出 342.35 = 812.35`. */
export function relationText(relation: Relation, locale: Locale): string {
  if (relation.shape === 'ratio') {
    const { numerator, denominator, rate } = relation;
    return `${bracketed(numerator, rate, locale)} ÷ ${bracketed(denominator, rate, locale)}`;
  }
  const { total } = relation;
  const beside = total ?? relation.left[0]?.figure;
  const left = sideText(relation.left, { beside: total, locale, over: overOf(relation) });
  if (relation.shape === 'product') {
    return `${left} = ${relation.factors.map((f) => sideText(f, { beside, locale })).join(' × ')}`;
  }
  const name =
    total && relation.left.length < 2
      ? labelOf(total, isCell(total) && relation.right[0] ? relation.right[0].figure : undefined, locale)
      : left;
  return `${name} ${relation.op} ${rightText(relation, locale)}`;
}

/** The right side of a sum, with what it comes to where that is more than one amount. */
function rightText(relation: Relation & LinearRelation, locale: Locale): string {
  const beside = relation.total ?? relation.left[0]?.figure;
  const anchor = relation.total ?? relation.right[0]?.figure ?? relation.left[0]?.figure;
  const over = overOf(relation);
  if (isNothing(relation)) return message(locale, 'label.none');
  const right = sideText(relation.right, { beside, locale, over, constant: relation.constant, anchor });
  const several = relation.right.filter((t) => t.figure.state === 'amount').length > 1 || over !== 1n;
  return `${right}${several && anchor ? ` = ${show(anchor, rightOf(relation))}` : ''}`;
}

/** Whether nothing at all stands on the right side: no figure, and no number that somebody wrote. */
export function isNothing(relation: Relation): boolean {
  if (relation.shape !== 'linear' || relation.source.kind === 'line') return false;
  return relation.constant === 0n && relation.right.every((t) => t.figure.state === 'blank');
}

/** What a relation was multiplied by to have whole factors. */
export function overOf(relation: Relation): bigint {
  return relation.shape === 'linear' ? (relation.over ?? 1n) : 1n;
}

/** What the right side of a sum comes to. */
function rightOf(relation: Relation & LinearRelation): Scaled {
  const sum = relation.right.reduce((all, t) => all + t.figure.value * t.factor, relation.constant);
  return divideRound(sum, overOf(relation));
}

/** An amount that a relation gives, by what it was multiplied to have whole factors. */
export function unscaled(relation: Relation, amount: Scaled): Scaled {
  return divideRound(amount, overOf(relation));
}

/** A written amount with its unit, where it has one. */
export function withUnit(figure: Figure, written: string): string {
  return figure.kind === 'money' && written !== '' ? `${written} ${unitName(figure.unit)}` : written;
}

/** A difference in a figure's unit, without its sign. */
export function differenceText(figure: Figure, difference: Scaled): string {
  return show(figure, abs(difference));
}
