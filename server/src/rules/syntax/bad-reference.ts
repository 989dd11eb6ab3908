/** A name in a `勾稽：` line that finds nothing, or several figures. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { rangeOf } from '../../base/range.ts';
import type { Says } from '../../messages/index.ts';
import { isMessageId, type MessageId, message } from '../../messages/index.ts';

const SAYS = {
  reference: { zh: '{reason}。这条勾稽没有检查。', en: '{reason}. The relation was not checked.' },
} as const satisfies Says;

export default defineRule({
  id: 'bad-reference',
  title: { zh: '勾稽引用不到数字', en: 'Reference finds no single figure' },
  family: 'syntax',
  severity: 'error',
  says: SAYS,
  looksAt: 'amounts',
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  for (const bad of analysis.graph.badReferences) {
    const id = `reason.${bad.reason}`;
    const reason = isMessageId(id) ? message(analysis.locale, id as MessageId, bad.data) : bad.reason;
    yield {
      message: SAYS.reference,
      data: { reason },
      range: rangeOf(bad.line, bad.start, bad.end),
    };
  }
}
