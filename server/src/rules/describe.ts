/** Figures and relations in the report's own words, for messages and hover. */
import { abs, type Scaled } from '../base/amount.ts';
import { type Range, rangeOf } from '../base/range.ts';
import { type Locale, message } from '../messages/index.ts';
import type { Report } from '../model/report.ts';
import type { CellFigure, Figure } from '../model/types.ts';
import { figureName } from '../prose/names.ts';
import type { ProseFigure } from '../prose/types.ts';
import { isCell, show } from '../relations/figure.ts';
import type { Graph } from '../relations/graph.ts';
import type { Relation, Term } from '../relations/types.ts';

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
  if (!isCell(figure)) return proseLabel(figure, locale);
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

function sameColumn(a: CellFigure, b: CellFigure): boolean {
  return a.column === b.column || (a.column.form !== undefined && a.column.form === b.column.form);
}

export function tableLabel(figure: CellFigure): string {
  const { number, title, form } = figure.owner;
  const name = form?.title ?? title;
  return number === undefined ? name : `公开${number} ${name}`;
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
  return figure.column.path.map((p) => p.replace(/\s+/g, '')).join('/');
}

/** Terms that are shown; the rest are counted. */
const SHOWN = 8;

/** The arithmetic of one side: `基本支出 470.00 + 项目支出 342.35`. Blank addends are left out. */
export function sideText(terms: readonly Term[], beside: Figure | undefined, locale: Locale): string {
  const filled = terms.filter((t) => t.figure.state === 'amount');
  if (filled.length === 0) return '0';
  const parts: string[] = [];
  filled.slice(0, SHOWN).forEach(({ figure, factor }, i) => {
    const sign = factor < 0n ? '− ' : i === 0 ? '' : '+ ';
    const times = abs(factor) === 1n ? '' : `${abs(factor)} × `;
    parts.push(`${sign}${times}${labelOf(figure, beside, locale)} ${figure.raw}`);
  });
  if (filled.length > SHOWN)
    parts.push(message(locale, 'label.more', { count: String(filled.length - SHOWN) }));
  return parts.join(' ');
}

/** One side of a quotient: a sum stands in brackets. */
function bracketed(terms: readonly Term[], locale: Locale): string {
  const text = sideText(terms, undefined, locale);
  return terms.filter((t) => t.figure.state === 'amount').length > 1 ? `（${text}）` : text;
}

/** A relation as its sum: `本年支出合计 = 基本支出 470.00 + 项目支出 342.35 = 812.35`. */
export function relationText(relation: Relation, locale: Locale): string {
  if (relation.shape === 'ratio') {
    return `${bracketed(relation.numerator, locale)} ÷ ${bracketed(relation.denominator, locale)}`;
  }
  const beside = relation.total ?? relation.left[0]?.figure;
  const left = sideText(relation.left, relation.total ? relation.total : undefined, locale);
  if (relation.shape === 'product') {
    return `${left} = ${relation.factors.map((f) => sideText(f, beside, locale)).join(' × ')}`;
  }
  const total = relation.total;
  const right = sideText(relation.right, beside, locale);
  const value = relation.right.reduce((sum, t) => sum + t.figure.value * t.factor, relation.constant);
  const several = relation.right.filter((t) => t.figure.state === 'amount').length > 1;
  const anchor = total ?? relation.right[0]?.figure ?? relation.left[0]?.figure;
  const name = total
    ? labelOf(total, isCell(total) && relation.right[0] ? relation.right[0].figure : undefined, locale)
    : left;
  return `${name} ${relation.op} ${right}${several && anchor ? ` = ${show(anchor, value)}` : ''}`;
}

/** A difference in a figure's unit, without its sign. */
export function differenceText(figure: Figure, difference: Scaled): string {
  return show(figure, abs(difference));
}
