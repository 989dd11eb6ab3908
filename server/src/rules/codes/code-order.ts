/** Codes out of order: a row that was pasted to the wrong place. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { codeRange } from '../places.ts';
import { codedRows } from './coded-rows.ts';

export default defineRule({
  id: 'code-order',
  family: 'codes',
  severity: 'hint',
  messages: ['code-order.order'],
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  let last: { key: string; code: string } | undefined;
  for (const { placed, row, code } of codedRows(analysis)) {
    if (!placed.table.form?.tree) continue;
    const key = `${placed.line}:${row.panel.index}:${row.unit?.line ?? ''}`;
    if (last && last.key === key && code < last.code) {
      yield {
        message: 'code-order.order',
        data: { code, before: last.code },
        range: codeRange(placed, row),
        printed: code,
      };
    }
    last = { key, code };
  }
}
