/** Units and signs of figures in sentences. */

import { defineRule } from '../../analysis/rule.ts';
import { proseIssues } from '../prose-issues.ts';

export default defineRule({
  id: 'prose-unit',
  family: 'prose',
  severity: 'warning',
  messages: ['prose-unit.slip', 'prose-unit.missing', 'prose-unit.percent', 'prose-unit.decimals'],
  looksAt: 'sentences',
  check: (analysis) => proseIssues(analysis, 'prose-unit'),
});
