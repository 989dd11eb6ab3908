/** Items that the sentences owe and leave out. */
import { proseIssues } from './prose-issues.ts';
import { defineRule } from './rule.ts';

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
