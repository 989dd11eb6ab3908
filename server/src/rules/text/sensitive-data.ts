/** Identity, telephone and card numbers, marks of secrecy. */

import { defineRule } from '../../analysis/rule.ts';
import { proseIssues } from '../prose-issues.ts';

export default defineRule({
  id: 'sensitive-data',
  family: 'text',
  severity: 'warning',
  messages: [
    'sensitive-data.identity',
    'sensitive-data.phone',
    'sensitive-data.card',
    'sensitive-data.classified',
  ],
  looksAt: 'sentences',
  check: (analysis) => proseIssues(analysis, 'sensitive-data'),
});
