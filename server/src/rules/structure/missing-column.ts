/** A column that the form requires and the table lacks, so that its sums cannot be checked. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
import { tablePlace } from '../places.ts';

const SAYS = {
  column: {
    zh: '《{title}》应有“{columns}”栏，这里没有找到，有关的勾稽没有检查。',
    en: '{title} should have the column {columns}; relations on it were not checked.',
  },
} as const satisfies Says;

export default defineRule({
  id: 'missing-column',
  title: { zh: '缺少必有的栏', en: 'Missing column' },
  family: 'structure',
  severity: 'information',
  says: SAYS,
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  for (const placed of analysis.report.tables) {
    const missing = placed.table.missingColumns;
    if (missing.length === 0 || placed.table.empty) continue;
    yield {
      message: SAYS.column,
      data: { columns: missing.map((c) => c.id).join('、'), title: placed.table.form?.title ?? '' },
      range: tablePlace(analysis, placed),
    };
  }
}
