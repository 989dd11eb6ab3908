/** Tables that a report of its kind owes and this one lacks: one finding for all of them. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
import { isOwed } from '../../reference/forms.ts';
import { wholeFile } from '../places.ts';

const SAYS = {
  table: {
    zh: '{kind}报告应有《{title}》，这里没有找到。',
    en: 'A {kind} report owes the table {title}; it was not found.',
  },
  several: {
    zh: '{kind}报告应有的 {count} 张表没有找到：{titles}',
    en: 'A {kind} report owes {count} tables that were not found: {titles}',
  },
} as const satisfies Says;

/** Characters of titles that a message has room for; the related places name every table. */
const ROOM = 64;

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
  const missing = analysis.reference.forms.forms.filter(
    (form) => !present.has(form.id) && isOwed(form, front),
  );
  const [first, ...others] = missing;
  if (!first) return;
  const range = wholeFile(analysis);
  if (others.length === 0) {
    yield { message: SAYS.table, data: { title: first.title, kind }, range };
    return;
  }
  yield {
    message: SAYS.several,
    data: {
      kind,
      count: String(missing.length),
      titles: titlesThatFit(missing.map((form) => form.title)),
    },
    range,
    related: missing.map((form) => ({ range, message: `《${form.title}》` })),
  };
}

function titlesThatFit(titles: readonly string[]): string {
  let room = ROOM;
  const named = titles.map((title) => `《${title}》`);
  const end = named.findIndex((title) => {
    room -= title.length;
    return room < 0;
  });
  return end < 0 ? named.join('') : `${named.slice(0, Math.max(end, 1)).join('')}…`;
}
