/** Pasting rows into a table that is there: into blank cells from the cursor on, else as rows of their own. */

import type { Analysis } from '../analysis/analysis.ts';
import { applyEdits } from '../base/edits.ts';
import { foldName } from '../base/fold.ts';
import { sameLine, splitLines } from '../base/lines.ts';
import { largest, sameEnds } from '../base/lists.ts';
import { type Range, rangeOf, type TextEdit } from '../base/range.ts';
import type { PlacedTable } from '../model/report.ts';
import { analyse } from '../rules/analyse.ts';
import { escapeCell } from '../rules/syntax/tab-rows.ts';
import { type CellSyntax, cellsOf, type Line } from '../syntax/line.ts';
import { formatRange } from './format.ts';
import { cellAt, eolOf, tableAt } from './place.ts';

/** Where pasted rows go. */
interface Place {
  readonly placed: PlacedTable;
  /** Line of the document: the cursor's row, or the one above the blank line that it stands on. */
  readonly line: number;
  /** The cell that the cursor stands in; below the table there is none. */
  readonly index: number | undefined;
}

/**
 * The edits that paste rows into the table of bar rows at a place; undefined where there is none or they do not fit.
 * A figure that stands there is never written over, unless it is the one that is selected.
 * @param range the selection
 * @param rows texts of the cells, blank ones included
 */
export function pasteIntoTable(
  analysis: Analysis,
  range: Range,
  rows: readonly (readonly string[])[],
): TextEdit[] | undefined {
  const place = placeOf(analysis, range);
  if (!place) return undefined;
  const { placed, line, index } = place;
  const { table } = placed;
  const width = cellsOf(table.block.lines[table.block.roles.indexOf('row')] as Line).length;
  const texts = withoutHeader(
    rows.map((row) => row.map((text) => escapeCell(text.trim()))),
    placed,
  );
  const columns = largest(
    texts.map((row) => row.length),
    0,
  );
  if (columns === 0) return undefined;
  if (index === undefined) {
    return columns === width ? [insertion(analysis, line, { texts, index: 0, width })] : undefined;
  }
  if (texts.length === 1 && columns === 1) return [{ range, newText: texts[0]?.[0] ?? '' }];
  const fits = index + columns <= width;
  const filled = fits ? fill(analysis, place, range, { texts, index, width }) : undefined;
  if (filled) return filled;
  if (columns > width) return undefined;
  return [insertion(analysis, line, { texts, index: columns < width && fits ? index : 0, width })];
}

function placeOf(analysis: Analysis, { start, end }: Range): Place | undefined {
  if (start.line !== end.line) return undefined;
  const cell = cellAt(analysis, start);
  if (cell) {
    if (cell.role !== 'row' || cell.placed.table.dialect !== 'bar') return undefined;
    const cells = cellsOf(cell.placed.table.block.lines[cell.row] as Line);
    return { placed: cell.placed, line: start.line, index: cells.indexOf(cell.cell) };
  }
  // The blank line below the last row, where one would go on writing.
  if ((analysis.tree.lines[start.line]?.text ?? '').trim() !== '') return undefined;
  const placed = tableAt(analysis, start.line - 1);
  if (placed?.table.dialect !== 'bar') return undefined;
  if (placed.table.block.roles[start.line - 1 - placed.line] !== 'row') return undefined;
  return { placed, line: start.line - 1, index: undefined };
}

/** Rows copied with the header that the table has already lose it. */
function withoutHeader(
  rows: readonly (readonly string[])[],
  { table }: PlacedTable,
): readonly (readonly string[])[] {
  const headers = table.columns.map((c) => foldName(c.path.at(-1) ?? ''));
  const first = rows[0]?.map((text) => foldName(text)) ?? [];
  const same = first.length === headers.length && first.every((text, i) => text === headers[i]);
  return same && first.some((text) => text !== '') && rows.length > 1 ? rows.slice(1) : rows;
}

/** Rows of cells, the column that their first belongs to, and how many columns the table has. */
interface Pasted {
  readonly texts: readonly (readonly string[])[];
  readonly index: number;
  readonly width: number;
}

/** Into the cells from the cursor's on, to the right and down; undefined where one of them is taken. */
function fill(
  analysis: Analysis,
  { placed, line }: Place,
  range: Range,
  { texts, index, width }: Pasted,
): TextEdit[] | undefined {
  const { block } = placed.table;
  const lines = block.lines.flatMap((_, i) =>
    block.roles[i] === 'row' && placed.line + i >= line ? [i] : [],
  );
  const edits: TextEdit[] = [];
  for (const [r, row] of texts.entries()) {
    const at = lines[r];
    if (at === undefined) {
      const end = placed.line + (lines.at(-1) ?? 0);
      edits.push(insertion(analysis, end, { texts: texts.slice(r), index, width }));
      break;
    }
    const cells = cellsOf(block.lines[at] as Line);
    for (const [c, text] of row.entries()) {
      if (text === '') continue;
      const cell = cells[index + c];
      if (!cell) return undefined;
      const own = placed.line + at === range.start.line && c === 0;
      const selected = own && range.start.character <= cell.start && range.end.character >= cell.end;
      if (cell.start < cell.end && !selected) return undefined;
      edits.push({ range: spaceOf(placed.line + at, cell), newText: ` ${text} ` });
    }
  }
  return edits;
}

function spaceOf(line: number, cell: CellSyntax): Range {
  return rangeOf(line, cell.from, cell.to);
}

/** Rows of their own below a line, their first cell in a given column. */
function insertion(analysis: Analysis, line: number, { texts, index, width }: Pasted): TextEdit {
  const eol = eolOf(analysis.tree);
  const end = analysis.tree.lines[line]?.text.length ?? 0;
  const rows = texts.map((row) => {
    const cells = Array.from({ length: width }, (_, c) => row[c - index] ?? '');
    return `${eol}| ${cells.join(' | ')} |`;
  });
  return { range: rangeOf(line, end, end), newText: rows.join('') };
}

/** Edits, and the layout of the tables that they touch, as one edit of the lines that change. */
export function laidOut(analysis: Analysis, edits: readonly TextEdit[]): TextEdit[] {
  const text = applyEdits(analysis.text, edits);
  const changed = changedStretch(analysis.text, text);
  if (!changed) return [];
  // Laying out asks for lines and blocks alone: what is worked out of the report stays with it.
  const after = analyse(text, { reference: analysis.reference });
  const touched = rangeOf(changed.from, 0, 0);
  const layout = formatRange(after, { start: touched.start, end: { line: changed.to, character: 0 } });
  return oneEdit(analysis.text, applyEdits(text, layout));
}

/** The first and last line of a text that differ from another. */
function changedStretch(before: string, after: string): { from: number; to: number } | undefined {
  const [a, b] = [splitLines(before), splitLines(after)];
  const { head, tail } = sameEnds(a, b, sameLine);
  return head === a.length && head === b.length
    ? undefined
    : { from: head, to: Math.max(head, b.length - tail - 1) };
}

/** What turns one text into another, from the first line that differs to the last. */
export function oneEdit(before: string, after: string): TextEdit[] {
  const [a, b] = [splitLines(before), splitLines(after)];
  const { head, tail } = sameEnds(a, b, sameLine);
  if (head === a.length && head === b.length) return [];
  const join = (lines: readonly { text: string; eol: string }[]) => lines.map((l) => l.text + l.eol).join('');
  const [from, to] = [join(a.slice(head, a.length - tail)), join(b.slice(head, b.length - tail))];
  // Within them, no more than what differs: cursors and marks outside stay where they are.
  const most = Math.min(from.length, to.length);
  let first = 0;
  while (first < most && from[first] === to[first] && !/[\r\n]/.test(from[first] as string)) first++;
  const endLine = a.length - tail;
  return [
    {
      range: {
        start: { line: head, character: first },
        end:
          endLine < a.length
            ? { line: endLine, character: 0 }
            : { line: a.length - 1, character: a.at(-1)?.text.length ?? 0 },
      },
      newText: to.slice(first),
    },
  ];
}
