/** Items that the sentences owe and leave out. */

import { defineRule } from '../../analysis/rule.ts';
import { proseIssues } from '../prose-issues.ts';

export default defineRule({
  id: 'missing-detail',
  family: 'text',
  severity: 'information',
  messages: [
    'missing-detail.items',
    'missing-detail.left-out',
    'missing-detail.empty',
    'missing-detail.both',
  ],
  looksAt: 'sentences',
  check: (analysis) => proseIssues(analysis, 'missing-detail'),
});
