/** A waiver that names no rule, or gives no reason. */
import { rangeOf } from '../base/range.ts';
import type { Analysis } from './analysis.ts';
import { defineRule, type RawFinding } from './rule.ts';

export default defineRule({
  id: 'bad-waiver',
  family: 'syntax',
  severity: 'warning',
  messages: ['bad-waiver.rule', 'bad-waiver.reason'],
  check,
});

function* check(analysis: Analysis): Iterable<RawFinding> {
  for (const { syntax, line } of analysis.report.waivers) {
    const range = rangeOf(line, syntax.ruleStart, Math.max(syntax.ruleEnd, syntax.ruleStart));
    if (!analysis.isRule(syntax.rule))
      yield { message: 'bad-waiver.rule', data: { rule: syntax.rule }, range };
    else if (syntax.reason === '') yield { message: 'bad-waiver.reason', data: { rule: syntax.rule }, range };
  }
}
