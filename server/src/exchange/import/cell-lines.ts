/** One cell a line, each behind a tab; a blank line ends a row: tables of Word, taken out as text. */

import { append } from '../../base/lists.ts';
import { isProperty, isTitle, splitGrid } from './grid.ts';
import { numberedHeadings } from './headings.ts';
import type { Grid, GridCell, Piece, Reading } from './types.ts';

export function readCellLines(lines: readonly string[]): Reading {
  const pieces: Piece[] = [];
  let rows: string[][] = [];
  let row: string[] = [];
  const endRow = () => {
    if (row.length > 0) rows.push(row);
    row = [];
  };
  const endTable = () => {
    endRow();
    if (rows.length > 0) append(pieces, [...tablesOf(rows), { kind: 'blank' }]);
    rows = [];
  };
  for (const line of lines) {
    const text = line.trim();
    if (line.startsWith('\t')) row.push(text);
    else if (text === '') endRow();
    else if (row.length > 0 && !isTitle(text)) {
      // A cell of several lines goes on without a tab.
      row[row.length - 1] = `${row.at(-1)}${text}`;
    } else {
      endTable();
      if (isTitle(text)) pieces.push({ kind: 'heading', level: 2, text }, { kind: 'blank' });
      else pieces.push({ kind: 'line', text });
    }
  }
  endTable();
  return { pieces: numberedHeadings(pieces), remarks: [] };
}

/** Rows of one title: properties, then tables, each as wide as its rows. */
function tablesOf(rows: readonly (readonly string[])[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < rows.length && isHeadRow(rows[at] as readonly string[])) {
    pieces.push({ kind: 'line', text: (rows[at] as readonly string[]).filter((t) => t !== '').join('    ') });
    at++;
  }
  while (at < rows.length) {
    // The rows as wide as the widest that follows without a break, with the shorter header rows over them.
    const block: string[][] = [];
    let width = 0;
    for (; at < rows.length; at++) {
      const row = rows[at] as string[];
      if (block.length > 0 && row.length !== width && !isShortHeader(row, rows[at + 1], width)) {
        if (row.length < width || block.some((r) => r.length === width && isData(r))) break;
      }
      width = Math.max(width, row.length);
      block.push(row);
    }
    append(pieces, [...splitGrid(aligned(block, width)), { kind: 'blank' }]);
  }
  return pieces;
}

function isHeadRow(row: readonly string[]): boolean {
  const texts = row.filter((t) => t !== '');
  return texts.length > 0 && texts.every((t) => isProperty(t) || isTitle(t));
}

function isData(row: readonly string[]): boolean {
  return row.some((t) => /^-?[\d,]+\.\d+$/.test(t) || /^\d{3,7}$/.test(t));
}

/** A header row with merged cells stands over one with more cells, the first of which is blank. */
function isShortHeader(row: readonly string[], below: readonly string[] | undefined, width: number): boolean {
  return (
    row.length < width &&
    below !== undefined &&
    below.length === width &&
    !isData(row) &&
    below.some((t) => t === '') &&
    !isData(below)
  );
}

/** Rows of one width; of the header rows, the shorter ones are spread over the columns that they are merged over. */
function aligned(rows: readonly (readonly string[])[], width: number): Grid {
  const out: GridCell[][] = rows.map(() => []);
  for (let r = rows.length - 1; r >= 0; r--) {
    const row = rows[r] as readonly string[];
    const below = out[r + 1];
    out[r] =
      row.length < width && below && below.length === width
        ? spread(row, below)
        : Array.from({ length: width }, (_, c) => ({ text: row[c] ?? '' }));
  }
  return out;
}

/**
 * Spreads the cells of a merged header row over the row below it. Where the row below has a blank, the cell above
 * reaches down over it; the cells between take what lies between, evenly where there are several.
 */
export function spread(upper: readonly string[], lower: readonly GridCell[]): GridCell[] {
  const groups: number[][] = [];
  lower.forEach((cell, c) => {
    const blank = cell.text === '';
    const last = groups.at(-1);
    if (blank || !last || (lower[last[0] as number] as GridCell).text === '') groups.push([c]);
    else last.push(c);
  });
  const spare = upper.length - groups.length;
  const wide = groups.filter((g) => g.length > 1);
  const out: GridCell[] = lower.map(() => ({ text: '' }));
  let at = 0;
  for (const group of groups) {
    // Headers that repeat below (项目 | 预算数 | 项目 | 预算数) tell how many stand above.
    const share =
      group.length > 1 && spare > 0
        ? 1 +
          (group === wide.at(-1)
            ? spare - (wide.length - 1) * Math.floor(spare / wide.length)
            : Math.floor(spare / wide.length))
        : 1;
    const size = group.length / share;
    for (let i = 0; i < share; i++) {
      const text = upper[at++] ?? '';
      const from = Math.round(i * size);
      const to = Math.round((i + 1) * size);
      for (let j = from; j < to; j++)
        out[group[j] as number] = j === from ? { text } : { text, covered: 'left' };
    }
  }
  // More cells above than there is room for: nothing may be lost.
  while (at < upper.length) out.push({ text: upper[at++] as string });
  return out;
}
