/** A table that stands twice where a report has it once. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
import type { PlacedTable } from '../../model/report.ts';
import { tablePlace } from '../places.ts';

const SAYS = {
  table: {
    zh: '《{title}》出现了不止一次；表间勾稽以第一张为准。',
    en: '{title} stands more than once; relations between tables use the first.',
  },
  first: { zh: '第一张在这里', en: 'the first stands here' },
} as const satisfies Says;

export default defineRule({
  id: 'duplicate-table',
  title: { zh: '同一张表出现两次', en: 'Table stands twice' },
  family: 'structure',
  severity: 'warning',
  says: SAYS,
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  const first = new Map<string, PlacedTable>();
  for (const placed of analysis.report.tables) {
    const { form, empty } = placed.table;
    // Forms that a report owes are owed once; others (绩效自评表) may stand as often as there are projects.
    if (!form?.required || empty) continue;
    const other = first.get(form.id);
    const { forms } = analysis.reference;
    // 三公 of all money, and again of the general budget alone, are two tables.
    if (other && !forms.sameSubject(other.table.title, placed.table.title)) continue;
    if (!other) {
      first.set(form.id, placed);
      continue;
    }
    yield {
      message: SAYS.table,
      data: { title: form.title },
      range: tablePlace(analysis, placed),
      related: [{ range: tablePlace(analysis, other), message: analysis.say(SAYS.first) }],
    };
  }
}
