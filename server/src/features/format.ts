/**
 * Formatting: the bars of a table stand under each other, by East Asian width. Nothing changes but white space around
 * cells and the dashes of a delimiter row; a closing bar is added where the row is whole without it. What more may
 * change a setting says: separators of thousands, digits of full width, rows parted by tabs.
 */

import type { Analysis } from '../analysis/analysis.ts';
import { parseNumber } from '../base/amount.ts';
import { foldWidth } from '../base/fold.ts';
import { append, largest } from '../base/lists.ts';
import type { Position, Range, TextEdit } from '../base/range.ts';
import { rangeOf } from '../base/range.ts';
import type { CellFigure, TableModel } from '../model/types.ts';
import { analyse } from '../rules/analyse.ts';
import { barTable } from '../rules/syntax/tab-rows.ts';
import { cellsOf, isDelimiter, type Line } from '../syntax/line.ts';
import type { Block, PlacedBlock } from '../syntax/tree.ts';
import { blockAt, rowsOn, tableAt } from './place.ts';
import { displayWidth } from './width.ts';

type Align = 'left' | 'right' | 'center';

/** A bar row taken apart: what stands between its bars, without the blanks around it. */
interface BarRow {
  readonly line: number;
  readonly text: string;
  /** A byte order mark, or ''. */
  readonly before: string;
  readonly cells: readonly string[];
  readonly closed: boolean;
  readonly delimiter: boolean;
}

/** A wider cell keeps its own width and widens no other: one long text would blow up every row of its column. */
const WIDEST = 64;

const BLANK = /^[ \t\u3000\u00a0]*$/;

/** What formatting may change beside white space; nothing unless told so. */
export interface FormatOptions {
  /** Whether amounts are given thousands separators, or rid of them. */
  readonly thousands?: 'add' | 'remove';
  /** Whether digits of full width become ordinary ones in amounts and codes. */
  readonly halfWidth?: boolean;
  /** Whether rows parted by tabs become bar rows, their header rows one header of paths. */
  readonly tabRows?: boolean;
}

/** The edits that lay out every table of bar rows. */
export function formatDocument(analysis: Analysis, options: FormatOptions = {}): TextEdit[] {
  return analysis.tree.blocks.flatMap((placed) => formatBlock(analysis, placed, options));
}

/** The edits that lay out the table that a block is; [] for other blocks. */
export function formatBlock(
  analysis: Analysis,
  { block, line }: PlacedBlock,
  options: FormatOptions = {},
): TextEdit[] {
  if (block.kind !== 'table') return [];
  const table = isWhitespaceOnly(options) ? undefined : tableAt(analysis, line)?.table;
  if (options.tabRows && table?.dialect === 'tab') return barRows(analysis, table, line, options);
  return formatTable(block, line, table && { table, options });
}

function isWhitespaceOnly({ thousands, halfWidth, tabRows }: FormatOptions): boolean {
  return thousands === undefined && !halfWidth && !tabRows;
}

/** Pasted rows as bar rows, laid out in the same go: what a second run would do is done. */
function barRows(analysis: Analysis, table: TableModel, line: number, options: FormatOptions): TextEdit[] {
  const made = barTable(table, line, analysis.tree.lines);
  if (made.length === 0) return [];
  const last = line + table.block.lines.length - 1;
  const lines = analysis.tree.lines.slice(line, last + 1);
  const byLine = new Map(made.map((e) => [e.range.start.line, e]));
  const text = lines
    .map((l, i) => {
      const edit = byLine.get(line + i);
      if (!edit) return l.text + l.eol;
      // A header row whose words stand in the paths now goes with its line end.
      return edit.range.end.line > line + i ? edit.newText : edit.newText + l.eol;
    })
    .join('');
  const report = analyse(text, { reference: analysis.reference });
  const laidOut = applied(report, formatDocument(report, { ...options, tabRows: false }));
  const end = { line: last, character: (lines.at(-1) as Line).text.length };
  const { eol } = lines.at(-1) as Line;
  const newText = eol !== '' && laidOut.endsWith(eol) ? laidOut.slice(0, -eol.length) : laidOut;
  return [{ range: { start: { line, character: 0 }, end }, newText }];
}

/** A text after edits of single lines. */
function applied({ tree }: Analysis, edits: readonly TextEdit[]): string {
  const byLine = new Map(edits.map((e) => [e.range.start.line, e]));
  return tree.lines
    .map(({ text, eol }, i) => {
      const edit = byLine.get(i);
      if (!edit) return text + eol;
      return (
        text.slice(0, edit.range.start.character) + edit.newText + text.slice(edit.range.end.character) + eol
      );
    })
    .join('');
}

/** The edits that lay out the tables that a range touches. */
export function formatRange(analysis: Analysis, range: Range, options: FormatOptions = {}): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const placed of analysis.tree.blocks) {
    const { block, line } = placed;
    if (line > range.end.line) break;
    if (line + block.lines.length > range.start.line) append(edits, formatBlock(analysis, placed, options));
  }
  return edits;
}

/** Rows above and below one that is written which are laid out with it; a report of 150,000 rows is not, at each bar. */
const NEAR = 500;

/**
 * The edits after a bar or a line end was typed. A bar lays out the table once the row is whole. A line end behind a
 * row of a table with a header begins the next one: a bar and a blank cell for each column, the caret in the first.
 * @param position where the caret stands after the character
 */
export function formatOnType(analysis: Analysis, position: Position, char: string): TextEdit[] {
  const at = char === '|' ? position.line : position.line - 1;
  const placed = blockAt(analysis.tree, at);
  if (placed?.block.kind !== 'table') return [];
  const { block, line } = placed;
  const row = block.lines[at - line];
  const head = block.lines[block.roles.indexOf('row')];
  if (row?.kind !== 'bar' || !head) return [];
  const whole = cellsOf(row).length === cellsOf(head).length && row.text.trimEnd().endsWith('|');
  if (char === '\n') {
    const laidOut = whole ? nearRows(block, line, at - line) : [];
    return [
      ...laidOut.filter((e) => e.range.start.line !== position.line),
      ...nextRow(analysis, position, block, at - line),
    ];
  }
  // A bar typed inside a row leaves the caret in it: the row is still being written.
  if (!whole || row.text.slice(position.character).trim() !== '') return [];
  return nearRows(block, line, at - line);
}

function nearRows(block: Block, line: number, at: number): TextEdit[] {
  return formatTable(block, line).filter((e) => Math.abs(e.range.start.line - line - at) <= NEAR);
}

/**
 * The row that a line end behind another begins; an editor may have put its first bar there already. None where the
 * line end was typed inside the row, behind a row that is still blank (that one ends the table), or where the header
 * has no delimiter row yet.
 */
function nextRow(analysis: Analysis, position: Position, block: Block, at: number): TextEdit[] {
  const row = block.lines[at] as Line;
  const own = analysis.tree.lines[position.line];
  if (!own || !/^[ \t\u3000]*\|?[ \t]*$/.test(own.text)) return [];
  if (block.roles[at] === 'row' && cellsOf(row).every((c) => c.text === '')) return [];
  if (!block.roles.slice(0, at + 1).includes('delimiter')) return [];
  const head = block.lines[block.roles.indexOf('row')] as Line;
  const indent = /^\ufeff?([ \t\u3000]*)/.exec(row.text)?.[1] ?? '';
  const text = `${indent}|${'  |'.repeat(cellsOf(head).length)}`;
  // What stands before the caret stays, so that the caret does.
  const kept = text.startsWith(own.text) ? own.text.length : 0;
  return [{ range: rangeOf(position.line, kept, own.text.length), newText: text.slice(kept) }];
}

/** What formatting knows of a table whose figures it may write anew. */
interface Numerals {
  readonly table: TableModel;
  readonly options: FormatOptions;
}

function formatTable(block: Block, base: number, numerals?: Numerals): TextEdit[] {
  const rows: BarRow[] = [];
  block.lines.forEach((line, i) => {
    const role = block.roles[i];
    if (line.kind !== 'bar' || (role !== 'row' && role !== 'delimiter')) return;
    // A later row of single dashes says that nothing applies; its dashes are the author's.
    const first = block.roles.indexOf('delimiter') === i;
    const row = takeApart(
      line,
      i,
      isDelimiter(line) && (first || cellsOf(line).every((c) => c.text.includes('---'))),
    );
    if (row) rows.push(numerals && role === 'row' ? withNumerals(row, line, numerals) : row);
  });
  if (rows.length === 0) return [];
  // A header that lost its first bar is a row of the table, though it is not laid out.
  const head = block.lines[block.roles.indexOf('row')];
  const width = head ? cellsOf(head).length : (rows[0] as BarRow).cells.length;
  const aligns = alignsOf(rows);
  const widths = widthsOf(rows);
  const edits: TextEdit[] = [];
  for (const row of rows) {
    const text = write(row, width, aligns, widths);
    if (text !== row.text) edits.push(smallestEdit(base + row.line, row.text, text));
  }
  return edits;
}

/** A number or percentage and nothing else. */
const PLAIN = /^[-+−－＋]?[\d０-９][\d０-９,]*(?:[.．][\d０-９]+)?[%％]?$/;

/** A row with its amounts and codes written as the options ask for. */
function withNumerals(row: BarRow, line: Line, { table, options }: Numerals): BarRow {
  if (table.headerLines.includes(row.line)) return row;
  const figures = new Map<number, CellFigure>();
  for (const { cells } of rowsOn(table, row.line)) {
    for (const [column, figure] of cells) figures.set(column.index, figure);
  }
  const syntax = cellsOf(line);
  const cells = row.cells.map((cell, i) => {
    const figure = figures.get(i);
    const role = table.columns[i]?.role;
    // The indent before a label, and a cell that holds more than a number (`100 分`), are left as they are.
    if (cell !== syntax[i]?.text || !PLAIN.test(cell)) return cell;
    if (figure?.printed === undefined)
      return options.halfWidth && (role === 'code' || role === 'line-number') && /^[０-９]+$/.test(cell)
        ? foldWidth(cell)
        : cell;
    const text = options.halfWidth ? foldWidth(cell) : cell;
    return figure.kind === 'money' && options.thousands ? grouped(text, options.thousands) : text;
  });
  return { ...row, cells };
}

/** An amount with or without separators between its thousands; all else of it stays as the author writes it. */
function grouped(text: string, how: 'add' | 'remove'): string {
  const whole = /^([-+−－＋]?)([\d０-９,]+)(.*)$/.exec(text);
  if (!whole) return text;
  const [, sign = '', digits = '', rest = ''] = whole;
  const bare = digits.replaceAll(',', '');
  const made = how === 'remove' ? bare : bare.replace(/(?<=[\d０-９])(?=(?:[\d０-９]{3})+$)/g, ',');
  const out = sign + made + rest;
  // Never another value: what is not read back as it was stays.
  const [before, after] = [parseNumber(text), parseNumber(out)];
  return before && before.digits === after?.digits && before.decimals === after.decimals ? out : text;
}

/** The parts of a bar row; undefined where something stands around its bars that is not plain blanks. */
function takeApart(line: Line, at: number, delimiter: boolean): BarRow | undefined {
  const { text } = line;
  const first = text.indexOf('|');
  const bom = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (!BLANK.test(text.slice(bom, first))) return undefined;
  const syntax = cellsOf(line);
  const last = syntax.at(-1);
  const closed = last !== undefined && last.to < text.length;
  if (last && closed && !BLANK.test(text.slice(last.to + 1))) return undefined;
  // Full-width blanks before a label are the author's indent; they stay.
  const cells = syntax.map((c) =>
    c.start === c.end ? '' : indentOf(text.slice(c.from, c.start)) + text.slice(c.start, c.end),
  );
  return { line: at, text, before: text.slice(0, bom), cells, closed, delimiter };
}

function indentOf(blanks: string): string {
  return /(?<!\u3000)\u3000+$/.exec(blanks)?.[0] ?? '';
}

/** A delimiter row states how columns are aligned; without one, columns of numbers stand right. */
function alignsOf(rows: readonly BarRow[]): Align[] {
  const stated = rows.find((r) => r.delimiter);
  const width = largest(
    rows.map((r) => r.cells.length),
    0,
  );
  return Array.from({ length: width }, (_, c) => {
    const mark = stated?.cells[c];
    if (stated) return mark?.endsWith(':') ? (mark.startsWith(':') ? 'center' : 'right') : 'left';
    const filled = rows
      .slice(1)
      .map((r) => r.cells[c] ?? '')
      .filter((t) => t !== '');
    return filled.length > 0 && filled.every((t) => parseNumber(t) !== undefined) ? 'right' : 'left';
  });
}

function widthsOf(rows: readonly BarRow[]): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.cells.forEach((cell, c) => {
      const own = row.delimiter ? leastDashes(cell) : displayWidth(cell);
      widths[c] = Math.max(widths[c] ?? 0, own > WIDEST ? 0 : own);
    });
  }
  return widths;
}

/** Three dashes and the colons. */
function leastDashes(mark: string): number {
  return 3 + (mark.startsWith(':') ? 1 : 0) + (mark.endsWith(':') ? 1 : 0);
}

function write(row: BarRow, width: number, aligns: readonly Align[], widths: readonly number[]): string {
  if (row.cells.length === 0) return row.text;
  const cells = row.cells.map((cell, c) => {
    const room = widths[c] ?? 0;
    return row.delimiter ? dashes(cell, room) : pad(cell, room, aligns[c] ?? 'left');
  });
  const closed = row.closed || row.cells.length === width;
  const joined = `${row.before}| ${cells.join(' | ')}`;
  return closed ? `${joined} |` : joined.replace(/(?<! ) +$/, '');
}

function dashes(mark: string, room: number): string {
  const start = mark.startsWith(':') ? ':' : '';
  const end = mark.endsWith(':') ? ':' : '';
  return start + '-'.repeat(Math.max(3, room - start.length - end.length)) + end;
}

function pad(cell: string, room: number, align: Align): string {
  const spare = Math.max(0, room - displayWidth(cell));
  if (align === 'right') return ' '.repeat(spare) + cell;
  if (align === 'left') return cell + ' '.repeat(spare);
  const left = spare >> 1;
  return ' '.repeat(left) + cell + ' '.repeat(spare - left);
}

/** The edit of a line without what both texts begin and end with. */
function smallestEdit(line: number, before: string, after: string): TextEdit {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return {
    range: rangeOf(line, head, before.length - tail),
    newText: after.slice(head, after.length - tail),
  };
}
