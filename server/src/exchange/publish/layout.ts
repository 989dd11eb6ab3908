/** What the formats decide alike. */
import type {
  Chart,
  ChartPoint,
  Part,
  Publication,
  PublishedHeading,
  PublishedParagraph,
  PublishedTable,
} from '../../service.ts';
import { textOfRuns } from '../../service.ts';

/** How many half-width characters of a table's type stand side by side on an upright page. */
const UPRIGHT = 94;

/** Whether a table is too wide for an upright page. */
export function isWide(table: PublishedTable): boolean {
  return table.columns.reduce((sum, c) => sum + c.width + 1, 0) > UPRIGHT;
}

/** A sheet of more rows is printed at the head of a page. */
const LONG = 15;

/** Whether the report's first heading says what its title says. */
export function sameTitle({ title, parts }: Publication): boolean {
  const [first] = parts;
  const squeezed = (text: string) => text.replace(/\s+/g, '');
  return first?.kind === 'heading' && squeezed(textOfRuns(first.runs)) === squeezed(title);
}

/** Headings from which on a report has a cover and contents. */
const BOOK = 4;

/** Whether a report is long enough for a cover and contents; one that begins with its title as a heading has it there. */
export function isBook(publication: Publication): boolean {
  const { parts, title } = publication;
  const headings = parts.filter((p) => p.kind === 'heading').length;
  return title !== '' && !sameTitle(publication) && headings >= BOOK;
}

/** Lines and characters that stand on a cover at most. */
const COVER = { lines: 4, characters: 40 };

/** What stands between the title and the first heading, where it is short: the date, who publishes it. */
export function coverLines(parts: readonly Part[]): PublishedParagraph[] {
  const lines: PublishedParagraph[] = [];
  for (const part of parts) {
    if (part.kind === 'heading') return lines.length <= COVER.lines ? lines : [];
    if (part.kind !== 'paragraph' || textOfRuns(part.runs).length > COVER.characters) return [];
    lines.push(part);
  }
  return [];
}

/**
 * The sheet whose headings a heading belongs to: nothing but headings stands between them. It has more pieces than one
 * where tables stand right behind one another; none where it is no such heading.
 */
export function sheetUnder(parts: readonly Part[], at: number): readonly PublishedTable[] {
  let end = at;
  while (parts[end]?.kind === 'heading') end++;
  const title = parts[end - 1];
  if (title?.kind !== 'heading' || !title.ofTable) return [];
  const pieces: PublishedTable[] = [];
  for (let part = parts[end]; part?.kind === 'table'; part = parts[++end]) pieces.push(part);
  return pieces;
}

/** Which parts stand on pages across: sheets with a wide table, whole, and what stands over them. */
export function acrossOf(parts: readonly Part[]): readonly boolean[] {
  const across = parts.map(() => false);
  for (let i = 0; i < parts.length; i++) {
    if (parts[i]?.kind !== 'table') continue;
    const first = i;
    while (parts[i + 1]?.kind === 'table') i++;
    const pieces = parts.slice(first, i + 1) as PublishedTable[];
    if (!pieces.some(isWide)) continue;
    let from = first;
    while (from > 0 && sheetUnder(parts, from - 1).length > 0) from--;
    across.fill(true, from, i + 1);
  }
  return across;
}

/** Whether a heading begins a page: it is the first over a sheet that is long, or that stands across in pieces. */
export function beginsPage(parts: readonly Part[], at: number): boolean {
  if (parts[at - 1]?.kind === 'heading') return false;
  const pieces = sheetUnder(parts, at);
  const rows = pieces.reduce((sum, table) => sum + table.rows.length, 0);
  return rows > LONG || (pieces.length > 1 && pieces.some(isWide));
}

/** What stands over a table on its page, and whether its sheet goes on below it. */
export interface Around {
  readonly headings: number;
  readonly pieces: readonly PublishedTable[];
  readonly more: boolean;
}

export function aroundOf(parts: readonly Part[], table: number): Around {
  const pieces: PublishedTable[] = [];
  let first = table;
  for (let part = parts[first - 1]; part?.kind === 'table'; part = parts[--first - 1]) pieces.unshift(part);
  return { headings: headingsOver(parts, first), pieces, more: parts[table + 1]?.kind === 'table' };
}

/** How many headings stand over a table, one below the other. */
function headingsOver(parts: readonly Part[], table: number): number {
  let count = 0;
  while (parts[table - 1 - count]?.kind === 'heading') count++;
  return count;
}

/** Cells of text that need more lines than this in their columns take the blank ones behind them. */
const LINES = 3;

/**
 * A table as it is set on paper: a long text behind which a row has nothing but blank cells goes on over them, as
 * reasons and measures do below the indicators of an evaluation.
 */
export function spread(table: PublishedTable): PublishedTable {
  const rows = table.rows.map((row, r) => {
    if (r < table.headRows) return row;
    const last = row.cells.findLastIndex((c) => textOfRuns(c.runs).trim() !== '');
    const cell = row.cells[last];
    const behind = row.cells.slice(last + 1);
    if (!cell || behind.length === 0 || cell.number || cell.align !== 'left') return row;
    const alone = [cell, ...behind].every((c) => c.rowspan === 1);
    const room = LINES * (table.columns[cell.column]?.width ?? 0);
    if (!alone || halfWidths(textOfRuns(cell.runs)) <= room) return row;
    const colspan = behind.reduce((sum, c) => sum + c.colspan, cell.colspan);
    return { ...row, cells: [...row.cells.slice(0, last), { ...cell, colspan }] };
  });
  return { ...table, rows };
}

/** Levels of headings that the contents name. */
const CONTENTS = 2;

/** A line of the contents. */
export interface Entry {
  readonly title: string;
  readonly level: number;
  /** Which of the report's headings it is, from 1. */
  readonly heading: number;
}

/** The lines of the contents. */
export function entriesOf({ parts }: Publication): Entry[] {
  return parts
    .filter((p): p is PublishedHeading => p.kind === 'heading')
    .map((h, i) => ({ title: textOfRuns(h.runs), level: h.level, heading: i + 1 }))
    .filter(({ level }) => level <= CONTENTS);
}

/** What a chart shows, in words: for those who do not see it. */
export function describe(chart: Chart): string {
  const parts = chart.series.map(({ name, points }) => {
    const values = chart.categories.map((category, i) => {
      const point = points[i];
      return `${category} ${point ? amount(point, chart) : '—'}`;
    });
    return `${name}：${values.join('，')}`;
  });
  return `${chart.title}。${parts.join('；')}`;
}

/** `2,811.67万元，99.81%` */
function amount(point: ChartPoint, { unit }: Chart): string {
  return `${point.shown}${unit}${point.share === undefined ? '' : `，${point.share}%`}`;
}

/** How wide a text is, in half-width characters of its type. */
export function halfWidths(text: string): number {
  let width = 0;
  for (const char of text) width += (char.codePointAt(0) ?? 0) < 0x2000 ? 1 : 2;
  return width;
}
