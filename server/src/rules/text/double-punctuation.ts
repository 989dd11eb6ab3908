/** Two marks where one is meant. */

import { defineRule } from '../../analysis/rule.ts';
import { proseIssues } from '../prose-issues.ts';

export default defineRule({
  id: 'double-punctuation',
  family: 'text',
  severity: 'hint',
  messages: ['double-punctuation.paragraph', 'double-punctuation.words', 'double-punctuation.found'],
  looksAt: 'sentences',
  check: (analysis) => proseIssues(analysis, 'double-punctuation'),
});
