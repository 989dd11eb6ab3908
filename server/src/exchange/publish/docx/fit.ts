/**
 * How a table is to stand on its pages. Lines of its cells have a fixed height, so that what fits is known here and is
 * the same in every program, whatever typefaces it has.
 */
import { largest } from '../../../base/lists.ts';
import type { PublishedCell, PublishedTable } from '../../../service.ts';
import { textOfRuns } from '../../../service.ts';
import { halfWidths } from '../layout.ts';
import { TEXT_HEIGHT } from './page.ts';

/** The type of a table: half points, and the height of a line in twentieths of a point. */
export interface Type {
  readonly size: number;
  readonly line: number;
}

export interface Fit {
  readonly type: Type;
  /** Whether it stands on one page, with its title and notes. */
  readonly whole: boolean;
}

/** From what is usual to the least that can be read in print. */
const TYPES: readonly Type[] = [
  { size: 18, line: 250 },
  { size: 17, line: 230 },
  { size: 16, line: 215 },
  { size: 15, line: 200 },
  { size: 14, line: 185 },
  { size: 13, line: 170 },
  { size: 13, line: 156 },
];
const USUAL = TYPES[0] as Type;

/** Twentieths of a point: margins and border of a row, left and right margins of a cell. */
const ROW = 28;
const CELL = 120;

/** A title over a table, a heading above that, a line of properties, a line of notes. */
const TITLE = 640;
const HEADING = 1400;
const PROPERTIES = 290;
const NOTE = 280;

/** Room that is left, for what programs measure otherwise. */
const SPARE = 0.97;

/** A last page that is filled less than this is a spill. */
const SPILL = 0.34;

/**
 * The largest type in which the table needs no more pages than it must: one that spills a few rows shrinks.
 * @param headings how many headings stand over it on the page
 */
export function fitOf(
  table: PublishedTable,
  widths: readonly number[],
  across: boolean,
  headings: number,
): Fit {
  const height = TEXT_HEIGHT[across ? 'across' : 'upright'] * SPARE;
  const around =
    Math.min(headings, 1) * TITLE +
    Math.max(0, headings - 1) * HEADING +
    Math.min(2, table.properties.length) * PROPERTIES;
  const pages = (type: Type) => {
    const rows = rowHeights(table, widths, type);
    const head = sum(rows.slice(0, table.headRows));
    const notes = table.notes.length * NOTE;
    return (around + sum(rows) + notes - head) / (height - head);
  };
  const usual = pages(USUAL);
  if (usual <= 1) return { type: USUAL, whole: true };
  const most = Math.floor(usual);
  const isSpill = usual - most < SPILL;
  const shrunk = isSpill ? TYPES.find((type) => pages(type) <= most) : undefined;
  return shrunk ? { type: shrunk, whole: most === 1 } : { type: USUAL, whole: false };
}

/** The height of each row, in twentieths of a point: that of its fullest cell. */
function rowHeights(table: PublishedTable, widths: readonly number[], type: Type): number[] {
  return table.rows.map(({ cells }) => {
    const lines = cells.filter((c) => c.rowspan === 1).map((cell) => linesOf(cell, widths, type));
    return largest(lines, 1) * type.line + ROW;
  });
}

function linesOf(cell: PublishedCell, widths: readonly number[], { size }: Type): number {
  const room = sum(widths.slice(cell.column, cell.column + cell.colspan)) - CELL;
  // A character is as wide as it is high; a Latin one half of that.
  const perLine = Math.max(1, Math.floor(room / (size * 5)));
  return textOfRuns(cell.runs)
    .split('\n')
    .reduce((lines, text) => lines + Math.max(1, Math.ceil(halfWidths(text) / perLine)), 0);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
