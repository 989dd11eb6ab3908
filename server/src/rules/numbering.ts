/** A gap in the numbering of siblings. */
import { proseIssues } from './prose-issues.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  id: 'numbering',
  family: 'text',
  severity: 'hint',
  messages: ['numbering.found'],
  looksAt: 'sentences',
  check: (analysis) => proseIssues(analysis, 'numbering'),
});
