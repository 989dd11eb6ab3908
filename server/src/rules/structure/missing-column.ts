/** A column that the form requires and the table lacks, so that its sums cannot be checked. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { tablePlace } from '../places.ts';

export default defineRule({
  id: 'missing-column',
  family: 'structure',
  severity: 'information',
  messages: ['missing-column.column'],
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
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
