/** A waiver that waives nothing. Runs last: only then is known which were of use. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { rangeOf } from '../../base/range.ts';

export default defineRule({
  id: 'unused-waiver',
  family: 'syntax',
  severity: 'information',
  messages: ['unused-waiver.unused'],
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  for (const { syntax, line } of analysis.waivers.unused()) {
    if (!analysis.isRule(syntax.rule)) continue;
    yield {
      message: 'unused-waiver.unused',
      data: { rule: syntax.rule },
      range: rangeOf(line, 0, analysis.tree.lines[line]?.text.length ?? 0),
    };
  }
}
