/**
 * A chart as SVG, drawn without a browser. Colours and fonts are the page's own (`--c1`, `--ink`): one drawing serves
 * light, dark and print. The library is loaded on first use.
 */
import type { Chart } from '../../service.ts';
import { describe } from './layout.ts';
import { clean, escapeHtml } from './text.ts';

const COLOURS = Array.from({ length: 8 }, (_, i) => `var(--c${i + 1})`);
const INK = 'var(--ink)';
const WIDTH = 640;

/** Slices of a pie below this share get no label of their own; the legend has them. */
const SMALL_SHARE = 1;

/** Draws a chart. Amounts become floating point here, for the length of a bar alone; labels are the exact texts. */
export async function chartSvg(chart: Chart): Promise<string> {
  const { init } = await import('./echarts.ts');
  const height = heightOf(chart);
  const drawing = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  try {
    drawing.setOption({
      animation: false,
      color: COLOURS,
      textStyle: { color: INK, fontFamily: 'inherit' },
      ...(chart.type === 'pie' ? pie(chart) : bars(chart)),
    });
    return tidy(drawing.renderToSVGString(), describe(chart));
  } finally {
    drawing.dispose();
  }
}

function heightOf({ type, categories, series }: Chart): number {
  if (type === 'pie') return Math.min(300 + 22 * Math.ceil(categories.length / 3), 520);
  return type === 'bar' ? Math.min(110 + 34 * categories.length * series.length, 900) : 360;
}

function pie(chart: Chart) {
  const points = chart.series[0]?.points ?? [];
  const legend = Math.ceil(chart.categories.length / 3) * 22;
  return {
    legend: { bottom: 0, itemWidth: 14, textStyle: { color: INK, fontSize: 13 } },
    series: [
      {
        type: 'pie' as const,
        radius: '62%',
        center: ['50%', `${Math.round((100 * (heightOf(chart) - legend)) / heightOf(chart) / 2)}%`],
        itemStyle: { borderColor: 'var(--paper)', borderWidth: 1 },
        labelLine: { lineStyle: { color: 'var(--soft)' } },
        data: chart.categories.map((name, i) => {
          const point = points[i];
          const shown = Number(point?.share ?? 0) >= SMALL_SHARE;
          return {
            name: clean(name),
            value: Number(point?.text ?? 0),
            label: {
              show: shown,
              color: INK,
              fontSize: 13,
              lineHeight: 18,
              formatter: () => (point ? `${clean(name)}\n${point.shown}${chart.unit}  ${point.share}%` : ''),
            },
            labelLine: { show: shown },
          };
        }),
      },
    ],
  };
}

function bars(chart: Chart) {
  const across = chart.type === 'bar';
  const names = {
    type: 'category' as const,
    data: chart.categories.map(clean),
    axisLabel: {
      color: INK,
      fontSize: 13,
      interval: 0,
      width: across ? 170 : 500 / chart.categories.length,
      overflow: 'break' as const,
    },
    axisLine: { lineStyle: { color: 'var(--line)' } },
    axisTick: { show: false },
    inverse: across,
  };
  const values = {
    type: 'value' as const,
    name: chart.unit,
    nameTextStyle: { color: 'var(--soft)' },
    axisLabel: { color: 'var(--soft)' },
    splitLine: { lineStyle: { color: 'var(--line)', opacity: 0.35 } },
  };
  return {
    grid: {
      left: 8,
      right: across ? 90 : 8,
      top: 34,
      bottom: chart.series.length > 1 ? 34 : 8,
    },
    legend: { show: chart.series.length > 1, bottom: 0, textStyle: { color: INK, fontSize: 13 } },
    xAxis: across ? values : names,
    yAxis: across ? names : values,
    series: chart.series.map(({ name, points }) => ({
      type: 'bar' as const,
      name,
      barMaxWidth: 72,
      data: points.map((p) => ({
        value: p ? Number(p.text) : null,
        label: {
          show: p !== undefined,
          position: across ? ('right' as const) : ('top' as const),
          color: INK,
          fontSize: 12,
          textBorderWidth: 0,
          formatter: () => p?.shown ?? '',
        },
      })),
    })),
  };
}

/**
 * The drawing as it may stand in a page under a strict policy: no style sheet and no style attributes, a role and a
 * description in their place.
 */
function tidy(svg: string, text: string): string {
  return svg
    .replace(/<style[^>]*>[\s\S]*?<\/style>/g, '')
    .replace(/ (?:class|ecmeta_\w+)="[^"]*"/g, '')
    .replace(/ style="([^"]*)"/g, (_, css: string) =>
      css
        .split(';')
        .map((pair) => /^\s*(font-(?:size|family|weight|style))\s*:\s*(.+?)\s*$/.exec(pair))
        .map((pair) => (pair && pair[2] !== 'inherit' ? ` ${pair[1]}="${pair[2]}"` : ''))
        .join(''),
    )
    .replace(
      /<svg [^>]*?viewBox="([^"]*)"[^>]*>/,
      (_, box: string) =>
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" role="img" aria-label="${escapeHtml(text)}">`,
    )
    .replace(/\s*\n\s*/g, '');
}
