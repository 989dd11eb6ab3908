/** How a corrected figure is written, and the edits that put it in the place of the printed one. */
import type { Scaled } from '../base/amount.ts';
import { type Range, rangeOf, type TextEdit } from '../base/range.ts';
import type { Report } from '../model/report.ts';
import type { Figure } from '../model/types.ts';
import type { ProseFigure, ProseModel } from '../prose/types.ts';
import { writeFigure } from '../prose/write.ts';
import { isCell, writeLike, writeRate } from '../relations/figure.ts';
import { cellsOf } from '../syntax/line.ts';

/** What is needed of an analysis, so that features and rules alike can ask. */
export interface Rewriting {
  readonly report: Report;
  readonly prose: ProseModel;
}

/** Whether a figure stands in a sentence. */
export function isProse(figure: Figure): figure is ProseFigure {
  return !isCell(figure) && 'paragraph' in figure;
}

/** A value as the author of the report writes figures of this kind at this place. */
export function rewritten({ prose }: Rewriting, figure: Figure, value: Scaled): string {
  if (!isProse(figure))
    return figure.kind === 'percent' ? writeRate(figure, value) : writeLike(figure, value);
  // Whole per cents: an author who never writes decimals wants none, one who drops zeros wants what is computed.
  if (figure.kind === 'percent' && figure.printed?.decimals === 0 && !writesDecimals(prose, figure))
    return writeRate(figure, value);
  return writeFigure(figure, value, prose);
}

function writesDecimals(prose: ProseModel, figure: ProseFigure): boolean {
  return prose.figures.some((f) => f !== figure && f.kind === 'percent' && (f.printed?.decimals ?? 0) > 0);
}

/** The places of a figure: one, or one a line where line ends cut it. */
export function partsOfFigure(report: Report, figure: Figure): Range[] {
  const base = report.lineOf(figure.owner.block);
  const spans = isProse(figure) ? figure.spans : [figure.span];
  return spans.map(({ line, start, end }) => rangeOf(base + line, start, end));
}

/** Puts a text in the place of a figure; the line ends inside it stay where they are. */
export function editsOfFigure({ report }: Rewriting, figure: Figure, text: string): TextEdit[] {
  const parts = partsOfFigure(report, figure);
  const [first] = parts as [Range, ...Range[]];
  if (isCell(figure)) {
    const added = atRowsEnd(report, figure.column.index, first.start.line, text);
    if (added) return [added];
  }
  if (parts.length === 1) return [{ range: first, newText: keepTail(report, figure, first, text) }];
  const lengths = parts.map(({ start, end }) => end.character - start.character);
  // A text of another length goes on the first line whole.
  if (lengths.reduce((sum, n) => sum + n, 0) !== text.length)
    return parts.map((range, i) => ({ range, newText: i === 0 ? text : '' }));
  let from = 0;
  return parts.map((range, i) => {
    const newText = text.slice(from, from + (lengths[i] as number));
    from += newText.length;
    return { range, newText };
  });
}

/**
 * A row may be short of blank cells at its end (a paste loses them): a figure for one of them goes behind the last, with
 * what parts it from that.
 * @returns undefined where the row has the cell
 */
function atRowsEnd(report: Report, column: number, at: number, text: string): TextEdit | undefined {
  const line = report.tree.lines[at];
  if (!line || (line.kind !== 'tab' && line.kind !== 'bar')) return undefined;
  const missing = column + 1 - cellsOf(line).length;
  if (missing <= 0) return undefined;
  const end = line.text.trimEnd().length;
  if (line.kind === 'tab')
    return { range: rangeOf(at, end, line.text.length), newText: '\t'.repeat(missing) + text };
  const closed = line.text[end - 1] === '|';
  const newText = `${closed ? '' : ' |'}${'  |'.repeat(missing - 1)} ${text}${closed ? ' |' : ''}`;
  return { range: rangeOf(at, end, end), newText };
}

/** Blanks between a percentage's digits and its sign are the author's. */
function keepTail(report: Report, figure: Figure, { start, end }: Range, text: string): string {
  if (figure.kind !== 'percent') return text;
  const source = report.tree.lines[start.line]?.text.slice(start.character, end.character) ?? '';
  const tail = /[ \u3000\t]+[%％]$/.exec(source)?.[0];
  return tail === undefined ? text : text.replace(/[ \u3000\t]*[%％]$/, '') + tail;
}
