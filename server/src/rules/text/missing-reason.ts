/** A change of which no reason is given. */

import { defineRule } from '../../analysis/rule.ts';
import { proseIssues } from '../prose-issues.ts';

export default defineRule({
  id: 'missing-reason',
  family: 'text',
  severity: 'information',
  messages: ['missing-reason.empty', 'missing-reason.found'],
  looksAt: 'sentences',
  check: (analysis) => proseIssues(analysis, 'missing-reason'),
});
