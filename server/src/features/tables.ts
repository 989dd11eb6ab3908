/** The tables of a report and what of them is there. */

import type { Analysis } from '../analysis/analysis.ts';
import { beingFilled } from '../analysis/causes.ts';
import type { Range } from '../base/range.ts';
import type { TableModel } from '../model/types.ts';
import { tablePlace } from '../rules/places.ts';

export type TableState = TableModel['state'];

export interface TableSummary {
  readonly title: string;
  /** Id of its form, where that is known. */
  readonly form: string | undefined;
  readonly state: TableState;
  /** Its title, else its header. */
  readonly range: Range;
}

/** Every table of a report, in order. */
export function tablesOf(analysis: Analysis): TableSummary[] {
  const begun = beingFilled(analysis.causes);
  return analysis.report.tables.map((placed) => ({
    title: placed.table.title,
    form: placed.table.form?.id,
    state: begun.has(placed.table) ? 'partial' : placed.table.state,
    range: tablePlace(analysis, placed),
  }));
}

/** How many tables there are, and how many of them are filled in: all but those whose amounts are still to come. */
export function tableCount(tables: readonly { readonly state: TableState }[]): {
  readonly all: number;
  readonly filled: number;
} {
  return { all: tables.length, filled: tables.filter((t) => t.state !== 'unfilled').length };
}
