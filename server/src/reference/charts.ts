/** The shape of `seeds/charts.json`: the charts that reports print (docs/editor.md). */
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
