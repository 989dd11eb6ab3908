/** The clipboard of Excel, WPS, Word or a web page: rows for a table that is there, or a table of its own. */

import { parseNumber } from '../../base/amount.ts';
import { applyEdits } from '../../base/edits.ts';
import { foldName } from '../../base/fold.ts';
import { rangeOf } from '../../base/range.ts';
import {
  type Analysis,
  escapeCell,
  type HeadedSheet,
  headedIntoTable,
  laidOut,
  oneEdit,
  open,
  type PlacedTable,
  pasteIntoTable,
  pasteTarget,
  type Range,
  rowsWithoutHeader,
  type TextEdit,
  withSkeleton,
} from '../../service.ts';
import { continued } from './continued.ts';
import { parseCsv } from './csv.ts';
import { filled, gridOf, isNumberRow, own, splitGrid } from './grid.ts';
import { readHtml } from './html.ts';
import { type Grid, ImportError, type Piece } from './types.ts';
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
  /** Where nobody but a person can say what is meant: the ways to choose from; `edits` is empty then. */
  readonly choices?: readonly PasteChoice[];
}

/** One way to paste. */
export interface PasteChoice {
  readonly title: string;
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
    const into = intoTable(analysis, range, clipboard) ?? intoPromised(analysis, range, clipboard);
    if (into) return into;
    const target = isHeaded(analysis, clipboard) ? pasteTarget(analysis, range) : undefined;
    const rows = target ? undefined : rowsOf(clipboard);
    const cells = rows && pasteIntoTable(analysis, range, rows);
    if (cells) return { kind: 'cells', edits: laidOut(analysis, cells) };
    const edits = ownTable(analysis, target ? behind(target.placed) : range, clipboard);
    return edits && edits.length > 0 ? { kind: 'table', edits } : undefined;
  } catch (error) {
    // A table beyond every limit is pasted as the text that it is.
    if (error instanceof ImportError) return undefined;
    throw error;
  }
}

/** Whether what was copied is a table with its header. */
function isHeaded(analysis: Analysis, clipboard: Clipboard): boolean {
  const grid = onlyGrid(piecesOf(clipboard));
  return grid !== undefined && grid.length > 1 && !isFirstOfRows(analysis, grid);
}

/** The end of a table: another one is never put between its rows. */
function behind({ table, line }: PlacedTable): Range {
  const last = table.block.lines.length - 1;
  const end = table.block.lines[last]?.text.length ?? 0;
  return rangeOf(line + last, end, end);
}

/** Into the table that stands there, by the names of its columns or by what balances. */
function intoTable(analysis: Analysis, range: Range, clipboard: Clipboard): Pasted | undefined {
  const target = pasteTarget(analysis, range);
  if (!target) return undefined;
  const pieces = piecesOf(clipboard);
  const grid = onlyGrid(pieces);
  if (!pieces || !grid) return undefined;
  const { title } = target.placed.table;
  // Blank columns tell where the others stand: as they were copied, where nothing but rows was.
  const copied = rowsOf(clipboard)?.filter((row) => row.some((text) => text.trim() !== ''));
  const rows = (copied?.length === grid.length ? copied : grid.map((row) => row.map(own))).map((row) =>
    row.map((text) => escapeCell(text.trim())),
  );
  const headed = !isFirstOfRows(analysis, grid);
  const sheet = headed ? headedSheet(analysis, title, pieces) : undefined;
  const into = headed
    ? sheet && headedIntoTable(analysis, target, sheet)
    : rowsWithoutHeader(analysis, target, rows);
  if (!into) return undefined;
  if ('edits' in into) return { kind: 'cells', edits: laidOut(analysis, into.edits) };
  const choices = into.choices.map((c) => ({ title: c.title, edits: laidOut(analysis, c.edits) }));
  return { kind: 'cells', edits: [], choices };
}

/** Rows without a header below a heading that names a form: into the table that it promises. */
function intoPromised(analysis: Analysis, range: Range, clipboard: Clipboard): Pasted | undefined {
  const { start, end } = range;
  if (start.line !== end.line || start.character !== end.character) return undefined;
  const grid = onlyGrid(piecesOf(clipboard));
  if (!grid || !isFirstOfRows(analysis, grid)) return undefined;
  const promised = withSkeleton(analysis, start.line);
  if (!promised) return undefined;
  const there = open(promised.text, analysis.options);
  const pasted = intoTable(there, rangeOf(promised.line, 0, 0), clipboard);
  if (!pasted) return undefined;
  const fromHere = (edits: readonly TextEdit[]) => oneEdit(analysis.text, applyEdits(promised.text, edits));
  const choices = pasted.choices?.map((c) => ({ title: c.title, edits: fromHere(c.edits) }));
  if (choices) return { kind: 'table', edits: [], choices };
  return { kind: 'table', edits: fromHere(pasted.edits) };
}

function piecesOf({ text, html }: Clipboard): readonly Piece[] | undefined {
  return htmlPieces(html) ?? (text?.includes('\t') ? splitGrid(gridOf(parseCsv(text, '\t'))) : undefined);
}

/** The rows of the one table that pieces hold. */
function onlyGrid(pieces: readonly Piece[] | undefined): Grid | undefined {
  const [only, ...more] = pieces?.filter((p) => p.kind === 'table') ?? [];
  return only?.kind === 'table' && more.length === 0 && only.rows.length > 0 ? only.rows : undefined;
}

/** Whether the first row of a table is one of its rows already: it has an amount, a code, or is a total. */
function isFirstOfRows(analysis: Analysis, grid: Grid): boolean {
  const [row = []] = grid;
  if (isNumberRow(row)) return false;
  const texts = filled(row);
  const amounts = texts.some((text) => parseNumber(text) !== undefined);
  return amounts || analysis.reference.vocabulary.total.includes(foldName(texts.join('')));
}

/** A table that was copied with its header, read under the heading that it goes to. */
function headedSheet(analysis: Analysis, title: string, pieces: readonly Piece[]): HeadedSheet | undefined {
  const named = pieces.find((p) => p.kind === 'heading');
  const { lines } = sourceLines(continued(pieces).filter((p) => p.kind !== 'heading'));
  const front = analysis.tree.blocks.find((b) => b.block.kind === 'front');
  const text = [...(front?.block.lines ?? []).map((l) => l.text), '', `## ${title}`, ...lines, ''].join('\n');
  const read = open(text, { reference: analysis.reference });
  const bars = read.findings.filter((f) => f.rule === 'tab-row').flatMap((f) => f.fixes[0]?.edits ?? []);
  const own = open(alignColumns(open(applyEdits(text, bars), read.options)), read.options);
  const [placed, ...more] = own.report.tables;
  if (placed?.table.dialect !== 'bar' || more.length > 0) return undefined;
  return { analysis: own, placed, title: named?.kind === 'heading' ? named.text : undefined };
}

/** The cells as they were copied; the text of a copied table has a tab for every cell, blank ones included. */
function rowsOf({ text, html }: Clipboard): readonly (readonly string[])[] | undefined {
  if (text?.includes('\t')) return parseCsv(text, '\t');
  const [only, ...more] = htmlPieces(html)?.filter((p) => p.kind === 'table') ?? [];
  if (only?.kind === 'table' && more.length === 0) return only.rows.map((row) => row.map(own));
  // One cell of a sheet comes with a line end, which would cut the row in two.
  const lines = text?.replace(/\r?\n$/, '').split(/\r?\n/) ?? [];
  if (text === undefined || !/\n$/.test(text)) return undefined;
  // A column of amounts is one of cells; lines of words are words.
  const amounts = lines.every((line) => line.trim() === '' || parseNumber(line.trim()) !== undefined);
  return lines.length === 1 || amounts ? lines.map((line) => [line]) : undefined;
}

function htmlPieces(html: string | undefined): readonly Piece[] | undefined {
  return html !== undefined && html.length < MOST_HTML && /<table\b/i.test(html)
    ? readHtml(html).pieces
    : undefined;
}

/** The edits that make a table of its own at a place where none is. */
function ownTable(analysis: Analysis, range: Range, { text, html }: Clipboard): TextEdit[] | undefined {
  const { lines } = analysis.tree;
  const pieces = piecesOf({ text, html });
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
  const inTable = analysis.report.tables.some(
    (t) => t.line <= range.start.line && range.start.line < t.line + t.table.block.lines.length,
  );
  const blank = (at: number) => (lines[at]?.text ?? '').trim() === '';
  const { start, end } = range;
  // A selection is replaced; a line with words stays whole, and the table stands below it.
  const selected = start.line !== end.line || start.character !== end.character;
  const at = lines[start.line]?.text.length ?? 0;
  const edit: TextEdit = selected
    ? { range, newText: body.join(eol) }
    : blank(start.line)
      ? { range: rangeOf(start.line, 0, at), newText: body.join(eol) }
      : { range: rangeOf(start.line, at, at), newText: eol + (inTable ? eol : '') + body.join(eol) };
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
