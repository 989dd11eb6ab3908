/** Grids: cells with merges resolved, trimmed to what holds something, and what stands around a table taken off. */

import { parseNumber } from '../../base/amount.ts';
import { foldName, foldWidth } from '../../base/fold.ts';
import { leadsCounted } from '../../base/keys.ts';
import { largest } from '../../base/lists.ts';
import { leadsSecond, leadsThird } from '../../base/numbering.ts';
import { isTableNumber, withoutTitleAside } from '../../base/titles.ts';
import { type Box, type Grid, type GridCell, ImportError, LIMITS, type Piece } from './types.ts';
import {
  beginsPart,
  countsColumns,
  endsAsTable,
  endsAsTitle,
  isCellKey,
  isNoteText,
  isPropertyWord,
  isSignature,
  isUnitLine,
} from './words.ts';

/** A cell as files hold it: text, and how many columns and rows it spans. */
export interface SpanCell {
  readonly text: string;
  readonly columns?: number;
  readonly rows?: number;
  readonly box?: Box | undefined;
}

/** Lays cells with spans out on a grid, as HTML does. */
export function layOut(rows: readonly (readonly SpanCell[])[]): Grid {
  const out: GridCell[][] = rows.map(() => []);
  let used = 0;
  rows.forEach((row, r) => {
    let c = 0;
    for (const cell of row) {
      const line = out[r] as GridCell[];
      while (line[c] !== undefined) c++;
      const columns = Math.max(1, Math.min(cell.columns ?? 1, LIMITS.columns - c));
      const down = Math.max(1, Math.min(cell.rows ?? 1, rows.length - r));
      used += columns * down;
      if (used > LIMITS.cells || c >= LIMITS.columns) throw new ImportError('import.too-many-cells');
      for (let i = 0; i < down; i++) {
        for (let j = 0; j < columns; j++) {
          const target = out[r + i] as GridCell[];
          target[c + j] ??=
            i === 0 && j === 0 ? placed(cell) : { text: cell.text, covered: j > 0 ? 'left' : 'above' };
        }
      }
      c += columns;
    }
  });
  const width = largest(
    out.map((row) => row.length),
    0,
  );
  return out.map((row) => Array.from({ length: width }, (_, c) => row[c] ?? { text: '' }));
}

function placed({ text, box }: SpanCell): GridCell {
  return box ? { text, box } : { text };
}

/** Plain rows of text as a grid. */
export function gridOf(rows: readonly (readonly string[])[]): Grid {
  const width = largest(
    rows.map((row) => row.length),
    0,
  );
  return rows.map((row) => Array.from({ length: width }, (_, c) => ({ text: row[c] ?? '' })));
}

/** The text that stands in a cell itself. */
export function own(cell: GridCell | undefined): string {
  return cell === undefined || cell.covered !== undefined ? '' : cell.text.trim();
}

/** A grid without the rows and columns in which nothing stands. */
export function tidy(grid: Grid): Grid {
  const width = grid[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, c) => c).filter((c) =>
    grid.some((row) => own(row[c]) !== ''),
  );
  return grid
    .filter((row) => row.some((cell) => own(cell) !== ''))
    .map((row) => columns.map((c) => row[c] as GridCell));
}

/** The cells of a row in which something stands. */
export function filled(row: readonly GridCell[]): string[] {
  return row.map(own).filter((text) => text !== '');
}

/** Whether a text is one that stands over a table: a number, a unit, a year, a name. */
export function isProperty(text: string): boolean {
  const folded = foldWidth(text).replace(/\s+/g, '');
  return folded.length <= 60 && (isTableNumber(folded) || isPropertyWord(folded) || isUnitLine(folded));
}

/** A property, or any short pair of a key and a value, as they stand over tables. */
function isPair(text: string): boolean {
  return isProperty(text) || (/^\p{Script=Han}{2,8}[:：]\S{0,40}$/u.test(text) && !beginsPart(text));
}

/** Whether a text is the title of a table. */
export function isTitle(text: string): boolean {
  const folded = withoutTitleAside(foldName(text));
  return folded.length <= 60 && endsAsTitle(folded) && !/[。；：]/.test(text);
}

/**
 * Whether a text is the title of one of several tables that are counted: `3、`, `（二）`. It may be longer than one that
 * stands by itself: the name of a project is in it.
 */
export function isCountedTitle(text: string): boolean {
  return (
    (leadsSecond(text) || leadsThird(text)) && text.length <= 120 && endsAsTable(text) && !/[。；]/.test(text)
  );
}

/** Several keys with their values, parted by blanks, as they stand over the tables of projects. */
export function isPairs(text: string): boolean {
  const keys = text.match(/(?:^|\s)\p{Script=Han}{2,8}[:：]/gu) ?? [];
  return keys.length >= 2 && /^\p{Script=Han}{2,8}[:：]/u.test(text) && !text.includes('。');
}

/** Whether a row is a note, or a sentence, that stands in one merged cell below or beside the rows. */
export function isNote(row: readonly GridCell[]): boolean {
  const texts = filled(row);
  const [first = ''] = texts;
  if (texts.length !== 1) return false;
  return isNoteText(first) || (first.length >= 16 && /[。；]$/.test(first)) || leadsCounted(foldWidth(first));
}

/** A note, or the row in which those who answer for the table sign. */
function isBelow(row: readonly GridCell[]): boolean {
  return isNote(row) || isSignature(filled(row));
}

/** Splits a grid into its tables, each with what stands over it and the notes below it. */
export function splitGrid(grid: Grid): Piece[] {
  const starts = tableStarts(grid);
  return starts.flatMap((from, i) => splitTable(grid.slice(from, starts[i + 1] ?? grid.length)));
}

/** Where the tables of a grid begin that holds several, one below the other: at their titles, or behind a blank row at a header. */
function tableStarts(grid: Grid): number[] {
  const starts = [0];
  let data = false;
  let rows = 0;
  let gap = false;
  const isData = (row: readonly GridCell[]) =>
    !isNumberRow(row) && filled(row).length >= 2 && filled(row).some((t) => parseNumber(t) !== undefined);
  const isHeader = (row: readonly GridCell[]) =>
    filled(row).length >= 2 && filled(row).every((t) => parseNumber(t) === undefined && t.length <= 40);
  grid.forEach((row, r) => {
    const texts = filled(row);
    if (texts.length === 0) {
      gap = true;
      return;
    }
    const [only = ''] = texts;
    const near = grid.slice(r + 1, r + 8).filter((other) => filled(other).length > 0);
    const first = near.findIndex(isData);
    const headed = near.slice(0, first < 0 ? near.length : first).some((other) => isHeader(other));
    const titled =
      texts.length === 1 &&
      headed &&
      (isTitle(only) || (gap && only.length <= 60 && !/[。；]$/.test(only) && !isNote(row)));
    if (
      (data || (rows > 2 && isTitle(only))) &&
      (titled ||
        (gap && isHeader(row) && !isHead(row) && first >= 0 && !repeats(grid, starts.at(-1) ?? 0, row)))
    ) {
      starts.push(r);
      data = false;
      rows = 0;
    } else if (isData(row)) data = true;
    if (texts.length > 1) rows++;
    gap = false;
  });
  return starts;
}

/** Whether a row stands among the first of a table already: a header that is repeated. */
function repeats(grid: Grid, from: number, row: readonly GridCell[]): boolean {
  return grid.slice(from, from + 12).some((other) => other !== row && rowKey(other) === rowKey(row));
}

/** A row's words, by which a repeated one is known. */
export function rowKey(row: readonly GridCell[]): string {
  return row.map((cell) => foldName(own(cell))).join('|');
}

function splitTable(grid: Grid): Piece[] {
  let rows = tidyRows(grid);
  const before: Piece[] = [];
  const after: Piece[] = [];
  let begin = 0;
  for (; begin < rows.length; begin++) {
    const row = rows[begin] as readonly GridCell[];
    const texts = filled(row);
    const [only = ''] = texts;
    // What stands in one cell over the whole table, above its properties, is its title whatever its words.
    const next = rows[begin + 1];
    const over =
      begin === 0 &&
      next &&
      isHead(next) &&
      row.length > 1 &&
      row.slice(1).every((c) => c.covered === 'left');
    if (
      texts.length === 1 &&
      (over || isTitle(only)) &&
      !isProperty(only) &&
      !before.some((p) => p.kind === 'heading')
    ) {
      before.push({ kind: 'heading', level: 2, text: only });
    } else if (pairsIn(row) !== undefined) {
      before.push({ kind: 'line', text: pairsIn(row) as string });
    } else if (isHead(row)) {
      const title = before.some((p) => p.kind === 'heading')
        ? undefined
        : texts.find((t) => isTitle(t) && !isProperty(t));
      if (title !== undefined) before.push({ kind: 'heading', level: 2, text: title });
      const properties = texts.filter((t) => t !== title).flatMap(apart);
      if (properties.length > 0) before.push({ kind: 'line', text: properties.join('    ') });
    } else if (isOver(rows, begin)) before.push({ kind: 'line', text: only });
    else break;
  }
  rows = rows.slice(begin);
  let end = rows.length;
  while (end > 0 && isBelow(rows[end - 1] as readonly GridCell[])) end--;
  // Below a sentence that fills its row, what stands alone in a row is text too.
  const told = rows.findIndex(
    (row, r) => r > 0 && isNote(row) && rows.slice(r).every((other) => filled(other).length === 1),
  );
  if (told > 0) end = Math.min(end, told);
  for (const row of rows.slice(end)) after.push({ kind: 'line', text: filled(row).join('    ') });
  rows = rows.slice(0, end);
  const table = tidy(rows);
  if (table.length === 0) return [...before, ...after];
  if (table.length > 1 && (table[0] as readonly GridCell[]).length === 1) {
    // One column is no table: its words are kept as they stand.
    const lines = table.map((row): Piece => ({ kind: 'line', text: filled(row).join('　') }));
    return [...before, ...lines, ...after];
  }
  return [...before, { kind: 'table', rows: table, source: rows }, ...after];
}

/** Whether words alone in their row stand over a title or properties: the report's own title, printed over each table. */
function isOver(rows: Grid, at: number): boolean {
  const [only = '', ...more] = filled(rows[at] ?? []);
  if (more.length > 0 || only.length > 60 || parseNumber(only) !== undefined) return false;
  for (const row of rows.slice(at + 1, at + 5)) {
    const [text = '', ...others] = filled(row);
    if (isHead(row) || (others.length === 0 && isTitle(text))) return true;
    if (others.length > 0) return false;
  }
  return false;
}

/** Tables of one row, which are none unless each amount stands behind its label; and what no writer needs. */
export function settled(pieces: readonly Piece[]): Piece[] {
  return pieces.map((piece) => {
    if (piece.kind !== 'table') return piece;
    const { source, ...table } = piece;
    if (table.rows.length > 1) return table;
    const pairs = labelled((source ?? table.rows)[0] ?? []);
    return pairs ? { ...table, rows: pairs } : { kind: 'line', text: filled(table.rows[0] ?? []).join('　') };
  });
}

/**
 * A row in which each amount stands behind its own label (`预算数 | 2.00 | 其中：财政资金 | 2.00 | 其他资金 |  `), as a
 * header and a row; undefined where it is none.
 */
function labelled(row: readonly GridCell[]): Grid | undefined {
  const cells = row.filter((c) => c.covered === undefined).map(own);
  const lead = cells.length % 2;
  const head: GridCell[] = lead === 1 ? [{ text: cells[0] as string }] : [];
  const body: GridCell[] = lead === 1 ? [{ text: '' }] : [];
  let amounts = 0;
  for (let i = lead; i < cells.length; i += 2) {
    const [label = '', value = ''] = cells.slice(i, i + 2);
    const isAmount = parseNumber(value) !== undefined;
    if (label === '' || parseNumber(label) !== undefined || (value !== '' && !isAmount)) return undefined;
    if (isAmount) amounts++;
    head.push({ text: label });
    body.push({ text: value });
  }
  return amounts > 0 && head.length - lead >= 2 ? [head, body] : undefined;
}

/** A row of keys and values as properties are written; undefined where it is none. */
function pairsIn(row: readonly GridCell[]): string | undefined {
  const pairs: string[] = [];
  let open = false;
  for (const text of filled(row)) {
    if (isCellKey(foldName(text))) {
      pairs.push(`${text.replace(/[:：]$/, '')}：`);
      open = true;
    } else if (open) {
      pairs[pairs.length - 1] += text;
      open = false;
    } else return undefined;
  }
  return pairs.length > 0 ? pairs.join('    ') : undefined;
}

/** Several properties in one merged cell: parted by wide blanks, or by one where each is a property by itself. */
function apart(text: string): readonly string[] {
  const words = text.split(/\s+/);
  return words.every(isPair) ? words : text.split(/\s{2,}/);
}

/** A row over a table: a title with its unit beside it, or properties alone. */
function isHead(row: readonly GridCell[]): boolean {
  const texts = filled(row).flatMap(apart);
  const [first, ...others] = row;
  const pairs = texts.filter(isPair).length;
  if (first && others.length > 0 && others.every((c) => c.covered === 'left') && pairs * 2 > texts.length)
    return true;
  if (texts.length === 0 || texts.length > 6) return false;
  return texts.some(isPair) && texts.every((t) => isPair(t) || isTitle(t));
}

function tidyRows(grid: Grid): Grid {
  return grid.filter((row) => row.some((cell) => own(cell) !== ''));
}

/** A number, or the dash that stands for none. */
const isAmount = (text: string): boolean => parseNumber(text) !== undefined || /^\p{Pd}+$/u.test(text);

/** How many rows of a table are its header: those before the first with a code, a total label or an amount. */
export function headRows(grid: Grid, totals: readonly string[]): number {
  for (let r = 0; r < grid.length; r++) {
    const row = grid[r] as readonly GridCell[];
    if (isNumberRow(row)) continue;
    const texts = filled(row);
    const label = foldName(texts.join(''));
    if (texts.some(isAmount) || totals.includes(label)) return Math.max(1, r);
    if (r > 0 && isNumberRow(grid[r - 1] as readonly GridCell[])) return r;
  }
  // No row says more than 栏次: all before it is header.
  const numbers = grid.findIndex((row) => isNumberRow(row));
  return numbers > 0 ? numbers + 1 : Math.min(1, grid.length);
}

/** A 栏次 row: marked so, or counting 1, 2, 3, … */
export function isNumberRow(row: readonly GridCell[]): boolean {
  const texts = filled(row);
  if (texts.some((t) => countsColumns(t))) return true;
  return texts.length >= 3 && texts.every((t, i) => foldWidth(t).replace(/\.0+$/, '') === String(i + 1));
}
