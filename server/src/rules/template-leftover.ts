/** Words of the template that were left in. */
import { proseIssues } from './prose-issues.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  id: 'template-leftover',
  family: 'text',
  severity: 'warning',
  messages: ['template-leftover.department', 'template-leftover.found'],
  looksAt: 'sentences',
  check: (analysis) => proseIssues(analysis, 'template-leftover'),
});
