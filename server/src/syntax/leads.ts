/** How a row is known again: what it begins with, its code and name (language.md §4, tables over several pages). */
import { foldName, leadingNumber } from '../base/fold.ts';
import { cellsOf, type Line } from './line.ts';

/** Whether a row is none of those above it. */
export function isNewRow(row: Line, above: readonly Line[]): boolean {
  const rows = above.filter((l) => l.kind === row.kind);
  const from = behindUnit(row, rows);
  if (isWithin(row, from, rows)) return true;
  const key = leadOf(row, from);
  return !rows.some((r) => leadOf(r, from) === key && sameBefore(r, row, from));
}

/** Whether a table may begin with a row as another began: with the same name and, behind that of its unit, the same code. */
export function beginsAlike(row: Line, first: Line, rows: readonly Line[]): boolean {
  const from = behindUnit(row, rows);
  return leadOf(row, from) === leadOf(first, from) && sameBefore(row, first, from);
}

/**
 * Whether a row stands within another, so that no table begins with it: the last part of a code whose other parts are
 * blank (`| | 01 | 行政运行`), or a number of a lower level (`（一）`) than that of the first row that has one (`一、`).
 */
function isWithin(row: Line, from: number, rows: readonly Line[]): boolean {
  const cells = cellsOf(row).slice(from);
  const at = cells.findIndex((c) => c.text !== '');
  if (at > 0 && /^\d{2}$/.test(foldName(cells[at]?.text ?? ''))) return true;
  const own = levelOf(row, from);
  const first = rows.map((r) => levelOf(r, from)).find((level) => level > 0) ?? 0;
  return own > first && first > 0;
}

/** The level of the number that a row's first words begin with: 1 for `一、`, 2 for `（一）`; 0 where there is none. */
function levelOf(row: Line, from: number): number {
  const lead = leadingNumber(foldName(cellsOf(row)[from]?.text ?? ''));
  if (lead === '') return 0;
  return (/\d/.test(lead) ? 3 : 1) + (lead.startsWith('(') ? 1 : 0);
}

/** Where the cells of a row begin that tell it from others: behind a name that several rows print, as that of a unit. */
function behindUnit(row: Line, rows: readonly Line[]): number {
  const cells = cellsOf(row);
  const [at, next] = cells.flatMap((c, i) => (c.text === '' ? [] : [i]));
  if (at === undefined || next === undefined) return 0;
  const unit = foldName(cells[at]?.text ?? '');
  const many = rows.filter((r) => foldName(cellsOf(r)[at]?.text ?? '') === unit).length;
  const rest = foldName(cells[next]?.text ?? '');
  return many > 1 && !/\d/.test(unit) && !/[.,]/.test(rest) ? at + 1 : 0;
}

const sameBefore = (a: Line, b: Line, end: number): boolean =>
  cellsOf(a)
    .slice(0, end)
    .every((c, i) => foldName(c.text) === foldName(cellsOf(b)[i]?.text ?? ''));

/** The first two cells with words of a row, from a column on: its code and name. */
export function leadOf(line: Line, from = 0): string {
  const texts = cellsOf(line)
    .slice(from)
    .map((c) => foldName(c.text))
    .filter((t) => t !== '');
  // A code may be split over three columns: up to the name all of it counts.
  const name = texts.findIndex((t) => !/^-?[\d,]*(?:\.\d+)?$/.test(t));
  return (name < 0 ? texts.slice(0, 2) : texts.slice(0, name + 1)).join('|');
}

/** Whether a row begins with a code of three digits or more. */
export function isCoded(line: Line): boolean {
  return cellsOf(line)
    .slice(0, 3)
    .some((c) => /^\d{3}(?:\d{2}){0,2}$/.test(foldName(c.text)));
}
