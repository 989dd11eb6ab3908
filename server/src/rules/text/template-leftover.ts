/** Words of the template that were left in. */

import { defineRule } from '../../analysis/rule.ts';
import { proseIssues } from '../prose-issues.ts';

export default defineRule({
  id: 'template-leftover',
  family: 'text',
  severity: 'warning',
  messages: ['template-leftover.department', 'template-leftover.purpose', 'template-leftover.found'],
  looksAt: 'sentences',
  check: (analysis) => proseIssues(analysis, 'template-leftover'),
});
