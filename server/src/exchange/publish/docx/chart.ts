/** Charts as Word draws them, with their figures. */

import { AlignmentType, Paragraph } from 'docx';
import { ChartRun } from 'docx/charts';
import { largest } from '../../../base/lists.ts';
import type { Chart, ChartPoint } from '../../../service.ts';
import { describe } from '../layout.ts';
import { clean } from '../text.ts';
import { CHART, COLOURS, FACES } from './page.ts';

// ---- charts ----

/** A chart of Word's own. Its bars and slices need floating point; the figures it prints have the decimals of the table. */
export function drawingOf(chart: Chart): Paragraph {
  const decimals = largest(
    chart.series.flatMap((s) => s.points.map((p) => decimalsIn(p?.text))),
    0,
  );
  const format = decimals > 0 ? `#,##0.${'0'.repeat(decimals)}` : '#,##0';
  const base = {
    transformation: CHART,
    font: { name: FACES.song },
    altText: { name: clean(chart.title), description: clean(describe(chart)) },
    categories: chart.categories.map(clean),
  };
  const values = (points: Chart['series'][number]['points']) =>
    points.map((p) => (p === undefined ? null : Number(p.text)));
  const negative = chart.series.some((s) => s.points.some((p) => p?.text.startsWith('-')));
  const run =
    chart.type === 'pie'
      ? new ChartRun({
          ...base,
          categories: chart.categories.map((name, i) => {
            const p = chart.series[0]?.points[i];
            return clean(p && isSmall(p) ? `${name} ${p.shown}${chart.unit}（${p.share}%）` : name);
          }),
          type: 'pie',
          series: chart.series.slice(0, 1).map((s) => ({
            name: clean(s.name),
            values: values(s.points),
            colors: s.points.map((_, i) => COLOURS[i % COLOURS.length] as string),
            pointLabels: s.points.map((p, i) =>
              p === undefined || isSmall(p)
                ? (false as const)
                : {
                    // An amount by itself on its line: Word breaks lines of labels where it likes.
                    text: `${clean(chart.categories[i] ?? '')}\n${p.shown}${chart.unit}\n${p.share}%`,
                    position: 'outsideEnd' as const,
                  },
            ),
          })),
        })
      : new ChartRun({
          ...base,
          type: chart.type === 'bar' ? 'bar' : 'column',
          legend: chart.series.length > 1 ? { position: 'bottom' } : false,
          // From zero: a bar that begins elsewhere shows differences that are not there.
          valueAxis: {
            numberFormat: '#,##0',
            ...(negative ? {} : { minimum: 0 }),
            ...(chart.unit ? { title: chart.unit } : {}),
          },
          dataLabels: { value: true, numberFormat: format },
          series: chart.series.map((s, i) => ({
            name: clean(s.name),
            values: values(s.points),
            color: COLOURS[i % COLOURS.length] as string,
          })),
        });
  return new Paragraph({ alignment: AlignmentType.CENTER, keepNext: true, children: [run] });
}

/** Slices whose labels Word would set over one another; the legend has their figures. */
function isSmall(point: ChartPoint): boolean {
  return Number(point.share ?? 0) < 4;
}

function decimalsIn(text: string | undefined): number {
  const point = text?.indexOf('.') ?? -1;
  return text === undefined || point < 0 ? 0 : text.length - point - 1;
}
