/** Rows of tables whose own sums hold. */
import type { Analysis } from '../analysis/analysis.ts';
import { isCell } from '../relations/figure.ts';

/**
 * Whether the sums that a form owes within a row hold, by the line of the row, from 0. A row that claims nothing, as a
 * blank one, is not in it.
 */
export function rowsThatHold(analysis: Analysis): Map<number, boolean> {
  const held = new Map<number, boolean>();
  const lines = new Map(analysis.report.tables.map(({ table, line }) => [table, line]));
  for (const relation of analysis.graph.where((r) => r.rule === 'row-sum' && !r.explanation)) {
    const { total } = relation;
    if (!total || !isCell(total)) continue;
    const line = (lines.get(total.owner) ?? 0) + total.span.line;
    const state = analysis.graph.outcomes.get(relation)?.state;
    if (state === 'exact' || state === 'rounding') held.set(line, held.get(line) ?? true);
    else if (state !== 'notApplicable') held.set(line, false);
  }
  return held;
}
