/** A table of amounts that no form describes: only generic checks are made. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { tablePlace } from '../places.ts';

export default defineRule({
  id: 'unknown-table',
  family: 'structure',
  severity: 'information',
  messages: ['unknown-table.table'],
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  for (const placed of analysis.report.tables) {
    const { table } = placed;
    // A table of words alone has nothing to check.
    if (table.form || !table.panels.some((p) => p.values.some((c) => !c.count)) || table.rows.length === 0)
      continue;
    yield {
      message: 'unknown-table.table',
      data: { title: table.title },
      range: tablePlace(analysis, placed),
    };
  }
}
