/** The rows of a table's next page under its columns: by the original's columns, by the header, by what merged cells leave. */
import { parseNumber } from '../../base/amount.ts';
import { foldName, foldWidth } from '../../base/fold.ts';
import { open } from '../../service.ts';
import { cutRow } from './cut-rows.ts';
import { isNumberRow, own, tidy } from './grid.ts';
import type { Grid, GridCell, Piece } from './types.ts';

type Table = Extract<Piece, { kind: 'table' }>;

export interface Joined {
  readonly table: Table;
  /** The row in which the two meet, where a person must look whether it is two. */
  readonly unsure?: readonly GridCell[];
}

/**
 * A table with the rows of its next part; undefined where their columns are not the same.
 * @param head how many rows of the table are its header, `again` how many of the part are the same again
 */
export function joinedRows(
  table: Table,
  more: Table,
  { head, again }: { head: number; again: number },
): Joined | undefined {
  for (const [a, b] of pairsOf(table, more)) {
    const columns = columnsFor(a, b, head, again);
    const body = a.slice(head);
    const rows = columns && b.slice(again).map((row) => placed(row, columns, a[0]?.length ?? 0));
    if (!rows || !agree(body, rows)) continue;
    const [first, ...rest] = rows;
    const cut = first && cutRow(body, first);
    const whole =
      first && typeof cut === 'object' ? [...a.slice(0, -1), cut.whole, ...rest] : [...a, ...rows];
    const { source: _, ...others } = table;
    return {
      table: { ...others, rows: tidy(whole), source: whole },
      ...(cut === 'unsure' && first ? { unsure: first } : {}),
    };
  }
  return undefined;
}

/** Rows put below as they stand, whose columns another reading works out. */
export function putBelow(table: Table, more: Table): Table {
  const [a, b] = [table.source ?? table.rows, more.source ?? more.rows];
  const width = Math.max(a[0]?.length ?? 0, b[0]?.length ?? 0);
  const wide = [...a, ...b].map((row) => Array.from({ length: width }, (_, c) => row[c] ?? { text: '' }));
  return { ...table, rows: tidy(wide), source: wide };
}

/** The grids to compare: with all columns of the original, else with those that hold something. */
function pairsOf(table: Table, more: Table): [Grid, Grid][] {
  const whole: [Grid, Grid][] = table.source && more.source ? [[table.source, more.source]] : [];
  return [...whole, [table.rows, more.rows]];
}

/** Where each column of the next part stands in the table. */
function columnsFor(a: Grid, b: Grid, head: number, again: number): number[] | undefined {
  const [width, count] = [a[0]?.length ?? 0, b[0]?.length ?? 0];
  const all = Array.from({ length: count }, (_, c) => c);
  if (width === count) return all;
  if (again > 0) return byHeader(a.slice(0, head), b.slice(0, again));
  // Merged cells of the body take one line each on a page that has no header to draw the others.
  const body = a.slice(head).filter((row) => !isNumberRow(row));
  const filledIn = Array.from({ length: width }, (_, c) => c).filter((c) =>
    body.some((row) => row[c]?.covered === undefined),
  );
  return filledIn.length === count ? filledIn : undefined;
}

function byHeader(head: Grid, again: Grid): number[] | undefined {
  const path = (rows: Grid, c: number) => rows.map((row) => foldName(row[c]?.text ?? '')).join('/');
  const found: number[] = [];
  let from = 0;
  for (let c = 0; c < (again[0]?.length ?? 0); c++) {
    let at = from;
    while (at < (head[0]?.length ?? 0) && path(head, at) !== path(again, c)) at++;
    if (at >= (head[0]?.length ?? 0)) return undefined;
    found.push(at);
    from = at + 1;
  }
  return found;
}

function placed(row: readonly GridCell[], columns: readonly number[], width: number): GridCell[] {
  const out: GridCell[] = Array.from({ length: width }, () => ({ text: '' }));
  columns.forEach((at, c) => {
    out[at] = row[c] ?? { text: '' };
  });
  return out;
}

/** Whether no figure comes to stand under words. */
function agree(body: Grid, rows: Grid): boolean {
  const width = body[0]?.length ?? 0;
  return Array.from({ length: width }, (_, c) => c).every((c) => {
    const texts = body.map((row) => own(row[c])).filter((t) => t !== '');
    const words = texts.filter((t) => /\p{Script=Han}/u.test(t)).length;
    if (words < 2 || words * 4 < texts.length * 3) return true;
    // A foot row's merged labels shift its figures: those are told elsewhere.
    const figures = rows.filter((row) => /\d[.,]\d/.test(own(row[c])) && parseNumber(foldWidth(own(row[c]))));
    return (
      figures.length < 2 &&
      (figures.length === 0 || rows.length === 1 || figures.every((row) => row === rows.at(-1)))
    );
  });
}

/** The columns in which amounts stand. */
export function valueColumns(rows: Grid, head: number): number[] {
  const body = rows.slice(head);
  const width = rows[0]?.length ?? 0;
  return Array.from({ length: width }, (_, c) => c).filter((c) => {
    const texts = body.map((row) => foldWidth(own(row[c]))).filter((t) => t !== '');
    const numbers = texts.filter((t) => parseNumber(t) !== undefined);
    if (numbers.length === 0 || numbers.length * 2 < texts.length) return false;
    const isCodes = numbers.every((t) => /^\d{2,7}$/.test(t)) && isCoded(rows.slice(0, head), c);
    return !isCodes;
  });
}

/** Whether a header names codes, or lines. */
function isCoded(head: Grid, c: number): boolean {
  const { vocabulary } = open('').reference;
  const names = head.map((row) => foldName(row[c]?.text ?? ''));
  return names.some(
    (name) =>
      [...vocabulary.codeContaining, ...vocabulary.ordinal].some((word) => name.includes(word)) ||
      [...vocabulary.lineNumber, ...vocabulary.codeParts].includes(name),
  );
}
