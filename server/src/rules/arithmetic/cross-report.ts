/** 与上年、与预算、与所属单位的报告相衔接: links of the front matter, and equations between reports (relational.ts). */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { rangeOf } from '../../base/range.ts';

export default defineRule({
  id: 'cross-report',
  family: 'arithmetic',
  severity: 'warning',
  messages: [
    'cross-report.last-year',
    'cross-report.change',
    'cross-report.base',
    'cross-report.flat',
    'cross-report.budget',
    'cross-report.budget-copied',
    'cross-report.budget-change',
    'cross-report.budget-flat',
    'cross-report.order',
    'cross-report.other-scope',
    'cross-report.units',
    'cross-report.missing',
    'cross-report.outside',
    'cross-report.cycle',
    'cross-report.other-year',
    'cross-report.other-kind',
    'cross-report.named-twice',
    'cross-report.not-here',
    'cross-report.unreadable',
    'cross-report.unavailable',
  ],
  looksAt: 'links',
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  for (const { entry, path, start, end, reason, data } of analysis.links.problems) {
    yield {
      message: `cross-report.${reason}`,
      data: { path, key: entry.key, ...data },
      range: rangeOf(entry.valueSpan.line, start, end),
      // Where there is no disk to look at, nothing is wrong with the report.
      ...(reason === 'unavailable' ? { severity: 'information' as const } : {}),
    };
  }
}
