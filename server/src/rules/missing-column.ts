/** A column that the form requires and the table lacks, so that its sums cannot be checked. */
import type { Analysis } from './analysis.ts';
import { tablePlace } from './places.ts';
import { defineRule, type RawFinding } from './rule.ts';

export default defineRule({
  id: 'missing-column',
  family: 'structure',
  severity: 'information',
  messages: ['missing-column.column'],
  check,
});

function* check(analysis: Analysis): Iterable<RawFinding> {
  for (const placed of analysis.report.tables) {
    const missing = placed.table.missingColumns;
    if (missing.length === 0 || placed.table.empty) continue;
    yield {
      message: 'missing-column.column',
      data: { columns: missing.map((c) => c.id).join('、'), title: placed.table.form?.title ?? '' },
      range: tablePlace(analysis, placed),
    };
  }
}
