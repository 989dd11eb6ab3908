/** The cells of a row, between bars or tabs. */

import { type Printed, parseNumber } from '../../base/amount.ts';
import { isBlankAt, trimEnd } from './marks.ts';
import type { CellSyntax, Line } from './types.ts';

/** The cells of a bar or tab row, also of a bar row that lost its first bar; [] elsewhere. */
export function cellsOf(line: Line): readonly CellSyntax[] {
  if (line.cellCache) return line.cellCache;
  const { text } = line;
  let cells: readonly CellSyntax[] = [];
  if (line.kind === 'bar') cells = barCells(text, text.indexOf('|') + 1);
  else if (line.kind === 'prose' && text.includes('|')) cells = barCells(text, 0);
  else if (text.includes('\t')) cells = tabCells(text);
  line.cellCache = cells;
  return cells;
}

/** The number that a cell holds as it stands, or undefined. */
export function numberIn(cell: CellSyntax): Printed | undefined {
  if (cell.numberCache === undefined) cell.numberCache = parseNumber(cell.text) ?? null;
  return cell.numberCache ?? undefined;
}

function cellAt(text: string, from: number, to: number, escaped: boolean): CellSyntax {
  let start = from;
  let end = to;
  while (start < end && isBlankAt(text, start)) start++;
  while (end > start && isBlankAt(text, end - 1)) end--;
  // An empty cell's place is behind the blank that follows the bar, where its content would stand.
  if (start === end) start = end = Math.min(from + 1, to);
  let content = text.slice(start, end);
  if (escaped) content = content.replaceAll('\\|', '|');
  if (content.includes('<')) content = content.replace(/<br\s*\/?>/gi, '\n');
  return { start, end, from, to, text: content, numberCache: undefined };
}

/** Cells of one row that are told apart; a line of more is no row, and what is left of it is one cell. */
const MOST_CELLS = 200_000;

function barCells(text: string, first: number): CellSyntax[] {
  const cells: CellSyntax[] = [];
  let from = first;
  let escaped = false;
  for (let i = from; i < text.length && cells.length < MOST_CELLS; i++) {
    if (text[i] !== '|') continue;
    if (text[i - 1] === '\\' && i - 1 >= from) {
      escaped = true;
      continue;
    }
    cells.push(cellAt(text, from, i, escaped));
    from = i + 1;
    escaped = false;
  }
  // What follows the last bar is a cell only if something stands there: the row lacks its closing bar.
  if (trimEnd(text.slice(from)).trim() !== '') cells.push(cellAt(text, from, text.length, escaped));
  return cells;
}

function tabCells(text: string): CellSyntax[] {
  const cells: CellSyntax[] = [];
  let from = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (let i = from; i <= text.length; i++) {
    if (i < text.length && (text[i] !== '\t' || cells.length >= MOST_CELLS)) continue;
    cells.push(cellAt(text, from, i, false));
    from = i + 1;
  }
  return cells;
}

/** Whether a bar row is a delimiter row (`| --- | ---: |`). */
export function isDelimiter(line: Line): boolean {
  if (line.kind !== 'bar') return false;
  const cells = cellsOf(line);
  return cells.length > 0 && cells.every((c) => /^:?-+:?$/.test(c.text)) && line.text.includes('-');
}
