/** How a table is to stand on its pages: in which type it needs no more of them than it must. */
import { largest } from '../../base/lists.ts';
import type { PublishedCell, PublishedTable } from '../../service.ts';
import { textOfRuns } from '../../service.ts';
import { type Around, halfWidths } from './layout.ts';

/** The type of a table: half points; in twentieths of a point the height of a line, and what a row takes beside. */
export interface Type {
  readonly size: number;
  readonly line: number;
  readonly row: number;
}

export interface Fit {
  readonly type: Type;
  /** Whether it stands on one page, with its title and notes. */
  readonly whole: boolean;
}

/** A sheet of paper and how tables are set on it; all in twentieths of a point. */
export interface Sheet {
  readonly height: number;
  readonly width: number;
  /** From what is usual to the least that can be read in print. */
  readonly types: readonly [Type, ...Type[]];
  /** Left and right margins of a cell. */
  readonly cell: number;
  /** A title over a table, a heading above that, a line of properties, a line of notes. */
  readonly title: number;
  readonly heading: number;
  readonly properties: number;
  readonly note: number;
  /** The part of the height that is counted on: programs measure otherwise. */
  readonly spare: number;
}

/** A last page that is filled less than this is a spill. */
const SPILL = 0.34;

/**
 * The largest type in which the table needs no more pages than it must: one that spills a few rows shrinks.
 * @param around what stands over it on the page
 */
export function fitOf(
  table: PublishedTable,
  widths: readonly number[],
  sheet: Sheet,
  { headings, pieces }: Pick<Around, 'headings' | 'pieces'>,
): Fit {
  const { types } = sheet;
  const height = sheet.height * sheet.spare;
  const around =
    Math.min(headings, 1) * sheet.title +
    Math.max(0, headings - 1) * sheet.heading +
    propertiesHeight(table, sheet) +
    sum(pieces.map((piece) => pieceHeight(piece, sheet)));
  const notes = notesHeight(table, sheet);
  const pages = (type: Type) => {
    const rows = rowHeights(table, widths, type, sheet);
    const head = sum(rows.slice(0, table.headRows));
    return (around + sum(rows) + notes - head) / (height - head);
  };
  const [usual] = types;
  const needed = pages(usual);
  if (needed <= 1) return { type: usual, whole: true };
  const most = Math.floor(needed);
  const isSpill = needed - most < SPILL;
  const shrunk = isSpill ? types.find((type) => pages(type) <= most) : undefined;
  return shrunk ? { type: shrunk, whole: most === 1 } : { type: usual, whole: false };
}

/** Whether no amount or code is wider than its column: they are printed in one line. */
export function holdsFigures(
  { columns }: PublishedTable,
  widths: readonly number[],
  { size }: Type,
  { cell }: Sheet,
): boolean {
  return columns.every(
    (c, i) => (c.align !== 'right' && c.role !== 'code') || c.width * size * 5 + cell <= (widths[i] ?? 0),
  );
}

/** What a half-width character of a note takes. */
const NOTE_CHARACTER = 92;

function notesHeight({ notes }: PublishedTable, { note, width }: Sheet): number {
  const perLine = width / NOTE_CHARACTER;
  return note * sum(notes.map((n) => Math.ceil(halfWidths(textOfRuns(n.runs)) / perLine) || 1));
}

function propertiesHeight({ properties }: PublishedTable, sheet: Sheet): number {
  return Math.min(2, properties.length) * sheet.properties;
}

/** The height of another piece of the sheet, in the usual type, with the gap behind it. */
function pieceHeight(table: PublishedTable, sheet: Sheet): number {
  const rows = rowHeights(table, widthsOf(table, sheet.width), sheet.types[0], sheet);
  return propertiesHeight(table, sheet) + sum(rows) + notesHeight(table, sheet) + sheet.properties;
}

/** The height of each row, in twentieths of a point: that of its fullest cell. */
function rowHeights(table: PublishedTable, widths: readonly number[], type: Type, sheet: Sheet): number[] {
  return table.rows.map(({ cells }) => {
    const lines = cells
      .filter((c) => c.rowspan === 1)
      .map((cell) =>
        linesOf(cell, sum(widths.slice(cell.column, cell.column + cell.colspan)) - sheet.cell, type),
      );
    return largest(lines, 1) * type.line + type.row;
  });
}

function linesOf(cell: PublishedCell, room: number, { size }: Type): number {
  // A character is as wide as it is high; a Latin one half of that.
  const perLine = Math.max(1, Math.floor(room / (size * 5)));
  return textOfRuns(cell.runs)
    .split('\n')
    .reduce((lines, text) => lines + Math.max(1, Math.ceil(halfWidths(text) / perLine)), 0);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

/** Twentieths of a point that a half-width character of a table's type takes, in bold; and the margins of a cell. */
const CHARACTER = 110;

const CELL_MARGINS = 150;

/** Column widths in twentieths of a point that fill the page: figures and codes get what they need, words the rest. */
export function widthsOf(table: PublishedTable, width: number): number[] {
  const fixed = table.columns.map((c) => c.align === 'right' || c.role === 'code');
  const needs = table.columns.map((c) => c.width * CHARACTER + CELL_MARGINS);
  const all = (wanted: boolean) => sum(needs.filter((_, i) => fixed[i] === wanted));
  const numbers = all(true);
  const words = all(false);
  // Too many figures for the page, or no words at all: everything shrinks or grows alike.
  const room = width - numbers;
  if (words === 0 || room < words / 4) return needs.map((n) => Math.floor((n * width) / (numbers + words)));
  const most = words * 2;
  const spare = Math.max(0, room - most);
  return needs.map((n, i) =>
    fixed[i]
      ? Math.floor(n + (numbers > 0 ? (spare * n) / numbers : 0))
      : Math.floor((n * Math.min(room, numbers > 0 ? most : room)) / words),
  );
}
