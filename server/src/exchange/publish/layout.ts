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

/** A table of more rows is printed at the head of a page. */
const LONG = 15;

/** Whether a table is to begin a page of its own. */
export function isLong(table: PublishedTable): boolean {
  return table.rows.length > LONG;
}

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

/** The table whose headings a heading belongs to: nothing but headings stands between them. */
export function tableUnder(parts: readonly Part[], at: number): PublishedTable | undefined {
  let end = at;
  while (parts[end]?.kind === 'heading') end++;
  const table = parts[end];
  const title = parts[end - 1];
  return table?.kind === 'table' && title?.kind === 'heading' && title.ofTable ? table : undefined;
}

/** How many headings stand over a table, one below the other. */
export function headingsOver(parts: readonly Part[], table: number): number {
  let count = 0;
  while (parts[table - 1 - count]?.kind === 'heading') count++;
  return count;
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
