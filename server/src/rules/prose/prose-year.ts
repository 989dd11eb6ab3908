/** Years where the structure of the sentence fixes them. */

import { defineRule } from '../../analysis/rule.ts';
import { proseIssues } from '../prose-issues.ts';

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
