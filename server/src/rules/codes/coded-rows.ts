/** The coded rows of a report, for the rules of the code catalogue. */

import type { RuleContext, TableGround } from '../../analysis/rule.ts';
import type { PlacedTable } from '../../model/report.ts';
import type { PanelRow } from '../../model/types.ts';
import type { Catalogue } from '../../reference/types.ts';

export interface CodedRow {
  readonly placed: PlacedTable;
  readonly row: PanelRow;
  readonly code: string;
  readonly catalogue: Catalogue;
}

/** Every row with a code whose catalogue is known. */
export function* codedRows(analysis: Pick<RuleContext, 'report'>): Iterable<CodedRow> {
  for (const placed of analysis.report.tables) yield* codedRowsOf(placed);
}

/** Those of one table. */
export function* codedRowsOf(placed: PlacedTable): Iterable<CodedRow> {
  for (const row of placed.table.rows) {
    const catalogue = row.panel.catalogue;
    if (row.code === undefined || catalogue === undefined) continue;
    yield { placed, row, code: row.code, catalogue };
  }
}

/** The year whose catalogue a report is held against. */
export function yearOf(analysis: TableGround, placed: PlacedTable): number | undefined {
  return analysis.options.catalogueYear ?? placed.table.year ?? analysis.report.front.year;
}
