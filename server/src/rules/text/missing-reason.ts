/** A change of which no reason is given. */

import { defineRule } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
import { proseIssues } from '../prose-issues.ts';

const SAYS = {
  empty: { zh: '“{text}”后面没有写原因。', en: 'No reason follows “{text}”.' },
  found: { zh: '{subject}{change}，没有说明原因。', en: '{subject} {change}: no reason is given.' },
} as const satisfies Says;

export default defineRule({
  id: 'missing-reason',
  title: { zh: '增减没有说明原因', en: 'Change without a reason' },
  family: 'text',
  severity: 'information',
  says: SAYS,
  looksAt: 'sentences',
  check: (analysis) =>
    proseIssues(analysis, 'missing-reason', { says: SAYS, severities: { empty: 'warning' } }),
});
