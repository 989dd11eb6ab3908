/** A code that stands twice in one tree. Under another unit it is no duplicate. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { codeRange } from '../places.ts';
import { type CodedRow, codedRows } from './coded-rows.ts';

export default defineRule({
  id: 'duplicate-code',
  family: 'codes',
  severity: 'warning',
  messages: ['duplicate-code.code', 'duplicate-code.first'],
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  const first = new Map<string, CodedRow>();
  for (const coded of codedRows(analysis)) {
    const { placed, row, code, catalogue } = coded;
    if (!placed.table.form?.tree) continue;
    const key = `${placed.line}:${catalogue}:${row.unit?.line ?? ''}:${code}`;
    const other = first.get(key);
    if (!other) {
      first.set(key, coded);
      continue;
    }
    yield {
      message: 'duplicate-code.code',
      data: { code },
      range: codeRange(placed, row),
      printed: code,
      related: [{ range: codeRange(other.placed, other.row), message: analysis.say('duplicate-code.first') }],
    };
  }
}
