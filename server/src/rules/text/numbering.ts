/** A gap in the numbering of siblings. */

import { defineRule } from '../../analysis/rule.ts';
import { proseIssues } from '../prose-issues.ts';

export default defineRule({
  id: 'numbering',
  family: 'text',
  severity: 'hint',
  messages: ['numbering.found'],
  looksAt: 'sentences',
  check: (analysis) => proseIssues(analysis, 'numbering'),
});
