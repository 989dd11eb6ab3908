/** A waiver that names no rule, or gives no reason. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { rangeOf } from '../../base/range.ts';

export default defineRule({
  id: 'bad-waiver',
  family: 'syntax',
  severity: 'warning',
  messages: ['bad-waiver.rule', 'bad-waiver.reason'],
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  for (const { syntax, line } of analysis.report.waivers) {
    const range = rangeOf(line, syntax.ruleStart, Math.max(syntax.ruleEnd, syntax.ruleStart));
    if (!analysis.isRule(syntax.rule))
      yield { message: 'bad-waiver.rule', data: { rule: syntax.rule }, range };
    else if (syntax.reason === '') yield { message: 'bad-waiver.reason', data: { rule: syntax.rule }, range };
  }
}
