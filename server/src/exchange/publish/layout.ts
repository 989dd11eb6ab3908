/** What the formats decide alike. */
import type { Chart, ChartPoint, Publication, PublishedTable } from '../../service.ts';
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
