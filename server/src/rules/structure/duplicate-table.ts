/** A table that stands twice where a report has it once. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import type { PlacedTable } from '../../model/report.ts';
import { tablePlace } from '../places.ts';

export default defineRule({
  id: 'duplicate-table',
  family: 'structure',
  severity: 'warning',
  messages: ['duplicate-table.table', 'duplicate-table.first'],
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
      message: 'duplicate-table.table',
      data: { title: form.title },
      range: tablePlace(analysis, placed),
      related: [{ range: tablePlace(analysis, other), message: analysis.say('duplicate-table.first') }],
    };
  }
}
