/** A waiver that waives nothing. Runs last: only then is known which were of use. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { rangeOf } from '../../base/range.ts';
import type { Says } from '../../messages/index.ts';

const SAYS = {
  unused: {
    zh: '这里没有“{rule}”的问题，这条“忽略”可以删去。',
    en: 'Nothing here breaks “{rule}”; the waiver can go.',
  },
} as const satisfies Says;

export default defineRule({
  id: 'unused-waiver',
  title: { zh: '没有用上的“忽略”', en: 'Unused waiver' },
  family: 'syntax',
  severity: 'information',
  says: SAYS,
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  for (const { syntax, line } of analysis.waivers.unused()) {
    if (analysis.titleOf(syntax.rule) === undefined) continue;
    yield {
      message: SAYS.unused,
      data: { rule: syntax.rule },
      range: rangeOf(line, 0, analysis.tree.lines[line]?.text.length ?? 0),
    };
  }
}
