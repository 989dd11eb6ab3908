/**
 * A chart as SVG, drawn without a browser: shapes and scales by d3, text by our own. Colours and fonts are the page's
 * (`--c1`, `--ink`): one drawing serves light, dark and print. No style sheet and no script is in it.
 */
import { scaleBand, scaleLinear } from 'd3-scale';
import { arc, pie } from 'd3-shape';
import { largest, smallest } from '../../base/lists.ts';
import type { Chart, ChartPoint } from '../../service.ts';
import { describe } from './layout.ts';
import { escapeHtml } from './text.ts';

const WIDTH = 640;
const COLOURS = 8;
const colour = (i: number) => `var(--c${(i % COLOURS) + 1})`;

/** Slices of a pie below this share get no label of their own; the legend has their figures. */
const SMALL_SHARE = 1;

/** Draws a chart. Amounts become floating point here, for the length of a bar alone; labels are the exact texts. */
export function chartSvg(chart: Chart): string {
  const { body, height } =
    chart.type === 'pie' ? pieOf(chart) : chart.type === 'bar' ? barsOf(chart) : columnsOf(chart);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeHtml(describe(chart))}">${body}</svg>`;
}

interface Drawing {
  readonly body: string;
  readonly height: number;
}

const n = (value: number) => String(Math.round(value * 10) / 10);

interface Look {
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly size?: number;
  readonly fill?: string;
}

/** Text whose middle is at a height. */
function textAt(x: number, y: number, text: string, look: Look = {}): string {
  const { anchor = 'middle', size = 13, fill = 'var(--ink)' } = look;
  return `<text x="${n(x)}" y="${n(y)}" dy="0.35em" text-anchor="${anchor}" font-size="${size}" fill="${fill}">${escapeHtml(text)}</text>`;
}

/** x and y, or width and height. */
type Point = readonly [number, number];

function lineAt([x1, y1]: Point, [x2, y2]: Point, opacity = 1): string {
  return `<line x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}" stroke="var(--line)"${opacity < 1 ? ` stroke-opacity="${opacity}"` : ''}/>`;
}

function rectAt([x, y]: Point, [width, height]: Point, fill: string): string {
  return `<rect x="${n(x)}" y="${n(y)}" width="${n(Math.max(width, 0))}" height="${n(Math.max(height, 0))}" fill="${fill}"/>`;
}

/** The room that a text takes, in ems: Chinese characters are twice as wide as others. */
function widthOf(text: string, size: number): number {
  let width = 0;
  for (const char of text) width += char.charCodeAt(0) > 0x2e7f ? 1 : 0.56;
  return width * size;
}

/** A text in lines no wider than asked for. */
function wrapped(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const char of text) {
    if (line !== '' && widthOf(line + char, size) > width) {
      lines.push(line);
      line = '';
    }
    line += char;
  }
  lines.push(line);
  return lines;
}

/** Coloured squares with names, centred, in as many rows as it takes. */
function legendOf(names: readonly string[], top: number): Drawing {
  const size = 13;
  const rows: { name: string; index: number; width: number }[][] = [[]];
  let room = WIDTH - 20;
  names.forEach((name, index) => {
    const width = Math.min(widthOf(name, size) + 38, WIDTH - 20);
    if (width > room && (rows.at(-1) as unknown[]).length > 0) {
      rows.push([]);
      room = WIDTH - 20;
    }
    room -= width;
    (rows.at(-1) as { name: string; index: number; width: number }[]).push({ name, index, width });
  });
  let body = '';
  rows.forEach((row, r) => {
    let x = (WIDTH - row.reduce((sum, i) => sum + i.width, 0)) / 2;
    const y = top + 12 + r * 22;
    for (const { name, index, width } of row) {
      body +=
        rectAt([x, y - 6], [14, 12], colour(index)) + textAt(x + 19, y, name, { anchor: 'start', size });
      x += width;
    }
  });
  return { body, height: rows.length * 22 + 6 };
}

// ---- pie ----

/** Labels are two lines high. */
const LABEL = 36;

function pieOf(chart: Chart): Drawing {
  const points = chart.series[0]?.points ?? [];
  const share = (p: ChartPoint | undefined) => Number(p?.share ?? 0);
  const slices = pie<ChartPoint | undefined>()
    .sort(null)
    .value((p) => Number(p?.text ?? 0))([...points]);
  const labelled = slices.filter((s) => share(s.data) >= SMALL_SHARE);
  const radius = 105;
  const height = Math.max(290, Math.ceil(labelled.length / 2) * LABEL + 40);
  const x = WIDTH / 2;
  const y = height / 2;
  const shape = arc<(typeof slices)[number]>().innerRadius(0).outerRadius(radius).digits(1);
  let body = `<g transform="translate(${n(x)} ${n(y)})">`;
  slices.forEach((slice) => {
    body += `<path d="${shape(slice) ?? ''}" fill="${colour(slice.index)}" stroke="var(--paper)"/>`;
  });
  body += '</g>';
  for (const side of [1, -1] as const) {
    const own = labelled
      .map((slice) => ({ slice, middle: (slice.startAngle + slice.endAngle) / 2 }))
      .filter(({ middle }) => (middle <= Math.PI ? 1 : -1) === side)
      .map((s) => ({ ...s, at: -Math.cos(s.middle) * (radius + 22) }))
      .sort((a, b) => a.at - b.at);
    // Labels that would lie upon each other are moved apart, and back into the picture.
    own.forEach((label, i) => {
      const before = own[i - 1];
      if (before && label.at < before.at + LABEL) label.at = before.at + LABEL;
    });
    const over = (own.at(-1)?.at ?? 0) - (y - LABEL / 2);
    if (over > 0) for (const label of own) label.at -= over;
    for (const { slice, middle, at } of own) {
      const point = slice.data as ChartPoint;
      const edge = { x: x + Math.sin(middle) * radius, y: y - Math.cos(middle) * radius };
      const end = x + side * (radius + 30);
      body += `<polyline points="${n(edge.x)},${n(edge.y)} ${n(end - side * 12)},${n(y + at)} ${n(end)},${n(y + at)}" fill="none" stroke="var(--soft)"/>`;
      const look = { anchor: side > 0 ? ('start' as const) : ('end' as const), size: 13 };
      const room = WIDTH / 2 - radius - 40;
      const [name = '', rest] = wrapped(chart.categories[slice.index] ?? '', 13, room);
      body += textAt(end + side * 5, y + at - 8, rest === undefined ? name : `${name.slice(0, -1)}…`, look);
      body += textAt(end + side * 5, y + at + 9, `${point.shown}${chart.unit}  ${point.share}%`, {
        ...look,
        size: 12,
      });
    }
  }
  const names = chart.categories.map((name, i) => {
    const p = points[i];
    return p && share(p) < SMALL_SHARE ? `${name} ${p.shown}${chart.unit}（${p.share}%）` : name;
  });
  const legend = legendOf(names, height);
  return { body: body + legend.body, height: height + legend.height };
}

// ---- bars ----

/** From zero, whatever the amounts: a bar that begins elsewhere shows differences that are not there. */
function valuesOf({ series }: Chart): { low: number; high: number } {
  const values = series.flatMap((s) => s.points.map((p) => Number(p?.text ?? 0)));
  const low = smallest(values, 0);
  const high = largest(values, 0);
  return low === 0 && high === 0 ? { low, high: 1 } : { low, high };
}

function seriesLegend(chart: Chart, top: number): Drawing {
  if (chart.series.length < 2) return { body: '', height: 6 };
  return legendOf(
    chart.series.map((s) => s.name),
    top,
  );
}

function columnsOf(chart: Chart): Drawing {
  const { low, high } = valuesOf(chart);
  const top = 40;
  const bottom = 300;
  const scale = scaleLinear([low, high], [bottom, top]).nice(5);
  const ticks = scale.ticks(5);
  const format = scale.tickFormat(5);
  const left = largest(
    ticks.map((t) => widthOf(format(t), 12) + 14),
    40,
  );
  const groups = scaleBand(
    chart.categories.map((_, i) => i),
    [left, WIDTH - 10],
  ).padding(0.3);
  const step = groups.bandwidth() / Math.max(chart.series.length, 1);
  const width = Math.min(step * 0.92, 72);
  let body = chart.unit ? textAt(left, 16, chart.unit, { size: 12, fill: 'var(--soft)' }) : '';
  for (const tick of ticks) {
    body += lineAt([left, scale(tick)], [WIDTH - 10, scale(tick)], 0.35);
    body += textAt(left - 8, scale(tick), format(tick), { anchor: 'end', size: 12, fill: 'var(--soft)' });
  }
  let deepest = 1;
  chart.categories.forEach((name, c) => {
    const middle = (groups(c) ?? 0) + groups.bandwidth() / 2;
    const first = middle - (chart.series.length * step) / 2 + (step - width) / 2;
    chart.series.forEach(({ points }, s) => {
      const point = points[c];
      if (!point) return;
      const value = Number(point.text);
      const x = first + s * step;
      const height = Math.abs(scale(value) - scale(0));
      body += rectAt([x, Math.min(scale(value), scale(0))], [width, height], colour(s));
      body += textAt(x + width / 2, value < 0 ? scale(value) + 10 : scale(value) - 10, point.shown, {
        size: 12,
      });
    });
    const lines = wrapped(name, 13, groups.step() - 8);
    deepest = Math.max(deepest, lines.length);
    lines.forEach((line, i) => {
      body += textAt(middle, bottom + 16 + i * 17, line);
    });
  });
  body += lineAt([left, scale(0)], [WIDTH - 10, scale(0)]);
  const legend = seriesLegend(chart, bottom + 12 + deepest * 17);
  return { body: body + legend.body, height: bottom + 12 + deepest * 17 + legend.height };
}

function barsOf(chart: Chart): Drawing {
  const { low, high } = valuesOf(chart);
  const left = Math.min(
    200,
    largest(
      chart.categories.map((c) => widthOf(c, 13) + 16),
      60,
    ),
  );
  const scale = scaleLinear([low, high], [left, WIDTH - 110]);
  const band = 30 * Math.max(chart.series.length, 1);
  let body = '';
  chart.categories.forEach((name, c) => {
    const top = 10 + c * (band + 12);
    const lines = wrapped(name, 13, left - 12);
    lines.forEach((line, i) => {
      body += textAt(left - 8, top + band / 2 + (i - (lines.length - 1) / 2) * 17, line, { anchor: 'end' });
    });
    chart.series.forEach(({ points }, s) => {
      const point = points[c];
      if (!point) return;
      const value = Number(point.text);
      const y = top + s * 30 + 3;
      body += rectAt(
        [Math.min(scale(0), scale(value)), y],
        [Math.abs(scale(value) - scale(0)), 24],
        colour(s),
      );
      const end = Math.max(scale(0), scale(value)) + 6;
      body += textAt(end, y + 12, `${point.shown}${chart.unit}`, { anchor: 'start', size: 12 });
    });
  });
  const bottom = 10 + chart.categories.length * (band + 12);
  body += lineAt([scale(0), 4], [scale(0), bottom]);
  const legend = seriesLegend(chart, bottom);
  return { body: body + legend.body, height: bottom + legend.height };
}
