/** Two marks where one is meant. */
import { proseIssues } from './prose-issues.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  id: 'double-punctuation',
  family: 'text',
  severity: 'hint',
  messages: ['double-punctuation.words', 'double-punctuation.found'],
  looksAt: 'sentences',
  check: (analysis) => proseIssues(analysis, 'double-punctuation'),
});
