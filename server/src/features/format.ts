/**
 * Formatting: the bars of a table stand under each other, by East Asian width. Nothing changes but white space around
 * cells and the dashes of a delimiter row; a closing bar is added where the row is whole without it.
 */

import { parseNumber } from '../base/amount.ts';
import { append, largest } from '../base/lists.ts';
import type { Position, Range, TextEdit } from '../base/range.ts';
import { rangeOf } from '../base/range.ts';
import type { Analysis } from '../rules/analysis.ts';
import { cellsOf, isDelimiter, type Line } from '../syntax/line.ts';
import type { Block } from '../syntax/tree.ts';
import { blockAt } from './place.ts';
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

/** The edits that lay out every table of bar rows. */
export function formatDocument(analysis: Analysis): TextEdit[] {
  return analysis.tree.blocks.flatMap(({ block, line }) =>
    block.kind === 'table' ? formatTable(block, line) : [],
  );
}

/** The edits that lay out the tables that a range touches. */
export function formatRange(analysis: Analysis, range: Range): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const { block, line } of analysis.tree.blocks) {
    if (block.kind !== 'table' || line > range.end.line || line + block.lines.length <= range.start.line)
      continue;
    append(edits, formatTable(block, line));
  }
  return edits;
}

/**
 * The edits after a bar or a line end was typed: those of the table, once the row is whole.
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
  if (cellsOf(row).length !== cellsOf(head).length || !row.text.trimEnd().endsWith('|')) return [];
  // A bar typed inside a row leaves the caret in it: the row is still being written.
  if (char === '|' && row.text.slice(position.character).trim() !== '') return [];
  return formatTable(block, line);
}

function formatTable(block: Block, base: number): TextEdit[] {
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
    if (row) rows.push(row);
  });
  if (rows.length === 0) return [];
  const width = (rows[0] as BarRow).cells.length;
  const aligns = alignsOf(rows);
  const widths = widthsOf(rows);
  const edits: TextEdit[] = [];
  for (const row of rows) {
    const text = write(row, width, aligns, widths);
    if (text !== row.text) edits.push(smallestEdit(base + row.line, row.text, text));
  }
  return edits;
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
  return /\u3000+$/.exec(blanks)?.[0] ?? '';
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
  return closed ? `${joined} |` : joined.replace(/ +$/, '');
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
