/** What a sentence lists against its total. The graph speaks for its equations (relational.ts). */

import { defineRule } from '../../analysis/rule.ts';
import { proseIssues } from '../prose-issues.ts';

export default defineRule({
  id: 'list-sum',
  family: 'prose',
  severity: 'error',
  messages: [
    'arithmetic.blamed',
    'arithmetic.open',
    'arithmetic.broken',
    'arithmetic.limit',
    'list-sum.changes',
    'list-sum.less',
  ],
  looksAt: 'sentences',
  check: (analysis) => proseIssues(analysis, 'list-sum'),
});
