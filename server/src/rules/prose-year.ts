/** Years where the structure of the sentence fixes them. */
import { proseIssues } from './prose-issues.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  id: 'prose-year',
  family: 'prose',
  severity: 'warning',
  messages: [
    'prose-year.stated',
    'prose-year.cut',
    'prose-year.heading',
    'prose-year.closing',
    'prose-year.compared',
  ],
  looksAt: 'sentences',
  check: (analysis) => proseIssues(analysis, 'prose-year'),
});
