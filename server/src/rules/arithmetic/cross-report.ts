/** 与上年、与所属单位的报告相衔接: links of the front matter, and equations between reports (relational.ts). */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { rangeOf } from '../../base/range.ts';
import { PARTS, SAYS } from './cross-report.words.ts';

export default defineRule({
  id: 'cross-report',
  title: { zh: '与上年、预算或所属单位的报告不衔接', en: 'Reports do not agree' },
  family: 'arithmetic',
  severity: 'warning',
  says: SAYS,
  also: PARTS,
  looksAt: 'links',
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  for (const { entry, path, start, end, reason, data } of analysis.links.problems) {
    yield {
      message: SAYS[reason],
      data: { path, key: entry.key, ...data },
      range: rangeOf(entry.valueSpan.line, start, end),
      // Where there is no disk to look at, nothing is wrong with the report.
      ...(reason === 'unavailable' ? { severity: 'information' as const } : {}),
    };
  }
}
