/** A table that a report of its kind owes and this one lacks. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { inYears } from '../../reference/forms.ts';
import { wholeFile } from '../places.ts';

export default defineRule({
  id: 'missing-table',
  family: 'structure',
  severity: 'information',
  messages: ['missing-table.table'],
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  const { front, tables } = analysis.report;
  const kind = front.kind;
  if (!kind) return;
  const present = new Set(tables.map((t) => t.table.form?.id));
  for (const form of analysis.reference.forms.forms) {
    if (!form.required || form.kind !== kind || present.has(form.id) || !inYears(form.years, front.year))
      continue;
    yield { message: 'missing-table.table', data: { title: form.title, kind }, range: wholeFile(analysis) };
  }
}
