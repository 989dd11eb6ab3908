/** A table that a report of its kind owes and this one lacks. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
import { inYears } from '../../reference/forms.ts';
import { wholeFile } from '../places.ts';

const SAYS = {
  table: {
    zh: '{kind}报告应有《{title}》，这里没有找到。',
    en: 'A {kind} report owes the table {title}; it was not found.',
  },
} as const satisfies Says;

export default defineRule({
  id: 'missing-table',
  title: { zh: '缺少应公开的表', en: 'Missing table' },
  family: 'structure',
  severity: 'information',
  says: SAYS,
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  const { front, tables } = analysis.report;
  const kind = front.kind;
  if (!kind) return;
  const present = new Set(tables.flatMap(({ table: { form } }) => [form?.id, form?.serves]));
  for (const form of analysis.reference.forms.forms) {
    if (!form.required || form.kind !== kind || present.has(form.id) || !inYears(form.years, front.year))
      continue;
    yield { message: SAYS.table, data: { title: form.title, kind }, range: wholeFile(analysis) };
  }
}
