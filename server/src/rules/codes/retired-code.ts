/** A code of other years than the report's. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { validIn } from '../../reference/codes.ts';
import { codeRange } from '../places.ts';
import { codedRows, yearOf } from './coded-rows.ts';

export default defineRule({
  id: 'retired-code',
  family: 'codes',
  severity: 'information',
  messages: ['retired-code.retired', 'retired-code.early'],
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  for (const { placed, row, code, catalogue } of codedRows(analysis)) {
    const year = yearOf(analysis, placed);
    const entry = analysis.reference.codes.get(catalogue, code, year);
    if (!entry || year === undefined || validIn(entry, year) || entry.basis === 'doubtful') continue;
    const late = entry.lastYear !== undefined && year > entry.lastYear;
    yield {
      message: late ? 'retired-code.retired' : 'retired-code.early',
      data: {
        code,
        name: entry.name,
        year: String(year),
        limit: String(late ? entry.lastYear : entry.firstYear),
      },
      range: codeRange(placed, row),
      printed: code,
    };
  }
}
