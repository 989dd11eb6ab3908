/** Codes out of order: a row that was pasted to the wrong place. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
import { codeRange } from '../places.ts';
import { codedRows } from './coded-rows.ts';

const SAYS = {
  order: {
    zh: '{code} 排在 {before} 之后，没有按编码排列。',
    en: '{code} stands after {before}, out of order.',
  },
} as const satisfies Says;

export default defineRule({
  id: 'code-order',
  title: { zh: '科目没有按编码排列', en: 'Codes out of order' },
  family: 'codes',
  severity: 'hint',
  says: SAYS,
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  let last: { key: string; code: string } | undefined;
  for (const { placed, row, code } of codedRows(analysis)) {
    if (!placed.table.form?.tree) continue;
    const key = `${placed.line}:${row.panel.index}:${row.unit?.line ?? ''}`;
    if (last && last.key === key && code < last.code) {
      yield {
        message: SAYS.order,
        data: { code, before: last.code },
        range: codeRange(placed, row),
        printed: code,
      };
    }
    last = { key, code };
  }
}
