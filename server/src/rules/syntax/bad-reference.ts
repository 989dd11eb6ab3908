/** A name in a `勾稽：` line that finds nothing, or several figures. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { rangeOf } from '../../base/range.ts';
import { isMessageId, type MessageId, message } from '../../messages/index.ts';

export default defineRule({
  id: 'bad-reference',
  family: 'syntax',
  severity: 'error',
  messages: ['bad-reference.reference'],
  looksAt: 'amounts',
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  for (const bad of analysis.graph.badReferences) {
    const id = `reason.${bad.reason}`;
    const reason = isMessageId(id) ? message(analysis.locale, id as MessageId, bad.data) : bad.reason;
    yield {
      message: 'bad-reference.reference',
      data: { reason },
      range: rangeOf(bad.line, bad.start, bad.end),
    };
  }
}
