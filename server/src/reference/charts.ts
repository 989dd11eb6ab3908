/** The shape of `seeds/charts.json`: the charts that reports print (docs/editor.md). */
import { foldName, stripNumber } from '../base/fold.ts';
import { withoutYears } from '../base/titles.ts';
import type { ReportKind } from './types.ts';

/** `pie` shows parts of a whole, `column` and `bar` amounts side by side. */
export type ChartType = 'pie' | 'column' | 'bar';

/** One amount, or one for each cell of a group of rows or columns. */
export type ChartItem =
  | { readonly label: string; readonly cell: string }
  | { readonly each: string; readonly nonzero?: boolean };

export interface ChartDefinition {
  readonly id: string;
  readonly kind?: ReportKind;
  readonly type: ChartType;
  /** Titles that it goes by; compared without the words of `ChartLibrary.titleNoise`. */
  readonly titles: readonly string[];
  /** Whether last year's amounts stand beside this year's. */
  readonly years?: boolean;
  /** What it shows: the first list of which the report holds anything. */
  readonly items: readonly (readonly ChartItem[])[];
}

export interface ChartLibrary {
  /** Words of a chart's title that say nothing of what it shows. */
  readonly titleNoise: readonly string[];
  /** What a person calls the types in `图：饼图 … = …`. */
  readonly typeWords: Readonly<Record<string, ChartType>>;
  readonly charts: readonly ChartDefinition[];
}

/** What of a report decides which charts it may have, and what their titles leave out. */
interface ChartsOf {
  readonly kind?: ReportKind | undefined;
  readonly unit?: string | undefined;
}

/** The charts that a report of a kind prints. */
export function chartsFor(library: ChartLibrary, { kind }: ChartsOf): readonly ChartDefinition[] {
  return library.charts.filter((c) => c.kind === undefined || kind === undefined || c.kind === kind);
}

/** The chart that goes by a title. */
export function chartTitled(
  library: ChartLibrary,
  title: string,
  report: ChartsOf,
): ChartDefinition | undefined {
  const wanted = chartKey(library, title, report.unit);
  if (wanted === '') return undefined;
  return chartsFor(library, report).find((c) =>
    c.titles.some((t) => chartKey(library, t, report.unit) === wanted),
  );
}

/** A title without year, number, the unit's name, and the words that say nothing. */
function chartKey({ titleNoise }: ChartLibrary, title: string, unit: string | undefined): string {
  let key = withoutYears(stripNumber(foldName(title)));
  for (const word of unit ? [unit, ...titleNoise] : titleNoise) key = key.replaceAll(foldName(word), '');
  return key;
}
