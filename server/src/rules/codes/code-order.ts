/** Codes out of order: a row that was pasted to the wrong place. */

import { defineRule, type RawFinding } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
import type { PlacedTable } from '../../model/report.ts';
import { codeRange } from '../places.ts';
import { codedRowsOf } from './coded-rows.ts';

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
  ofTable: (_, placed) => [...check(placed)],
});

function* check(placed: PlacedTable): Iterable<RawFinding> {
  if (!placed.table.form?.tree) return;
  let last: { key: string; code: string } | undefined;
  for (const { row, code } of codedRowsOf(placed)) {
    const key = `${row.panel.index}:${row.unit?.line ?? ''}`;
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
