/** A waiver that names no rule, or gives no reason. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { rangeOf } from '../../base/range.ts';
import type { Says } from '../../messages/index.ts';

const SAYS = {
  rule: {
    zh: '没有“{rule}”这条规则，这条“忽略”不起作用。',
    en: 'There is no rule “{rule}”; the waiver has no effect.',
  },
  reason: {
    zh: '“忽略”要写明理由：// 忽略 {rule}：理由',
    en: 'A waiver of “{rule}” needs a reason: // 忽略 {rule}：reason',
  },
} as const satisfies Says;

export default defineRule({
  id: 'bad-waiver',
  title: { zh: '“忽略”写法有误', en: 'Malformed waiver' },
  family: 'syntax',
  severity: 'warning',
  says: SAYS,
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  for (const { syntax, line } of analysis.report.waivers) {
    const range = rangeOf(line, syntax.ruleStart, Math.max(syntax.ruleEnd, syntax.ruleStart));
    if (analysis.titleOf(syntax.rule) === undefined)
      yield { message: SAYS.rule, data: { rule: syntax.rule }, range };
    else if (syntax.reason === '') yield { message: SAYS.reason, data: { rule: syntax.rule }, range };
  }
}
