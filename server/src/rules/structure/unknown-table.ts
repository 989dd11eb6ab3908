/** A table of amounts that no form describes: only generic checks are made. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
import { tablePlace } from '../places.ts';

const SAYS = {
  table: {
    zh: '不认识“{title}”这种表，只核对科目汇总和表注公式；可在表下写“表式：”指明。',
    en: '“{title}” is of no known form; only generic checks were made.',
  },
} as const satisfies Says;

export default defineRule({
  id: 'unknown-table',
  title: { zh: '不认识的表', en: 'Unknown table' },
  family: 'structure',
  severity: 'information',
  says: SAYS,
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  for (const placed of analysis.report.tables) {
    const { table } = placed;
    // A table of words alone has nothing to check.
    if (table.form || !table.panels.some((p) => p.values.some((c) => !c.count)) || table.rows.length === 0)
      continue;
    yield {
      message: SAYS.table,
      data: { title: table.title },
      range: tablePlace(analysis, placed),
    };
  }
}
