/** The clipboard of Excel, WPS, Word or a web page: rows for a table that is there, or a table of its own. */
import { applyEdits } from '../../base/edits.ts';
import { foldName } from '../../base/fold.ts';
import { rangeOf } from '../../base/range.ts';
import {
  type Analysis,
  laidOut,
  oneEdit,
  open,
  pasteIntoTable,
  type Range,
  type TextEdit,
} from '../../service.ts';
import { continued } from './continued.ts';
import { parseCsv } from './csv.ts';
import { gridOf, own, splitGrid } from './grid.ts';
import { readHtml } from './html.ts';
import { ImportError, type Piece } from './types.ts';
import { alignColumns, sourceLines } from './write.ts';

/** What the clipboard holds, in the two shapes that matter. */
export interface Clipboard {
  readonly text?: string | undefined;
  readonly html?: string | undefined;
}

export interface Pasted {
  /** `cells`: into a table that is there; `table`: a table of its own. */
  readonly kind: 'cells' | 'table';
  readonly edits: readonly TextEdit[];
}

/** Beyond this a page is no paste of a table; its text is taken. */
const MOST_HTML = 8 * 1024 * 1024;

/**
 * How a clipboard with a table in it is pasted; undefined where it holds none, or pasting as text is right.
 * @param range the selection that it replaces
 */
export function pasteTable(analysis: Analysis, range: Range, clipboard: Clipboard): Pasted | undefined {
  try {
    const rows = rowsOf(clipboard);
    const cells = rows && pasteIntoTable(analysis, range, rows);
    if (cells) return { kind: 'cells', edits: laidOut(analysis, cells) };
    const edits = ownTable(analysis, range, clipboard);
    return edits && edits.length > 0 ? { kind: 'table', edits } : undefined;
  } catch (error) {
    // A table beyond every limit is pasted as the text that it is.
    if (error instanceof ImportError) return undefined;
    throw error;
  }
}

/** The cells as they were copied; the text of a copied table has a tab for every cell, blank ones included. */
function rowsOf({ text, html }: Clipboard): readonly (readonly string[])[] | undefined {
  if (text?.includes('\t')) return parseCsv(text, '\t');
  const [only, ...more] = htmlPieces(html)?.filter((p) => p.kind === 'table') ?? [];
  if (only?.kind === 'table' && more.length === 0) return only.rows.map((row) => row.map(own));
  // One cell of a sheet comes with a line end, which would cut the row in two.
  const single = text?.replace(/\r?\n$/, '');
  return single !== undefined && single !== text && !/[\r\n]/.test(single) ? [[single]] : undefined;
}

function htmlPieces(html: string | undefined): readonly Piece[] | undefined {
  return html !== undefined && html.length < MOST_HTML && /<table\b/i.test(html)
    ? readHtml(html).pieces
    : undefined;
}

/** The edits that make a table of its own at a place where none is. */
function ownTable(analysis: Analysis, range: Range, { text, html }: Clipboard): TextEdit[] | undefined {
  const { lines } = analysis.tree;
  const fromHtml = htmlPieces(html);
  const pieces = fromHtml ?? (text?.includes('\t') ? splitGrid(gridOf(parseCsv(text, '\t'))) : undefined);
  if (!pieces?.some((p) => p.kind === 'table')) return undefined;
  const title = headingAbove(analysis, range.start.line);
  const { lines: source } = sourceLines(
    continued(pieces).filter((p) => p.kind !== 'heading' || foldName(p.text) !== foldName(title ?? '')),
  );
  const body = source
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .split('\n');
  const eol = lines.find((l) => l.eol !== '')?.eol ?? '\n';
  const blank = (at: number) => (lines[at]?.text ?? '').trim() === '';
  const { start, end } = range;
  // A selection is replaced; a line with words stays whole, and the table stands below it.
  const selected = start.line !== end.line || start.character !== end.character;
  const at = lines[start.line]?.text.length ?? 0;
  const edit: TextEdit = selected
    ? { range, newText: body.join(eol) }
    : blank(start.line)
      ? { range: rangeOf(start.line, 0, at), newText: body.join(eol) }
      : { range: rangeOf(start.line, at, at), newText: eol + body.join(eol) };
  const pasted = open(applyEdits(analysis.text, [edit]), analysis.options, analysis);
  const first = edit.range.start.line;
  const last = first + body.length;
  const bars = pasted.findings
    .filter((f) => f.rule === 'tab-row' && f.range.start.line >= first && f.range.start.line <= last)
    .flatMap((f) => f.fixes[0]?.edits ?? []);
  const barred = alignColumns(open(applyEdits(pasted.text, bars), analysis.options));
  return laidOut(analysis, oneEdit(analysis.text, barred));
}

function headingAbove(analysis: Analysis, line: number): string | undefined {
  return analysis.report.allSections.filter((s) => s.line <= line).at(-1)?.text;
}
