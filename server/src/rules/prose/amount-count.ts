/** Amounts that owe a count: 接待费 and 批次、人次, 购置费 and 辆, 出国费 and 团组. */

import { defineRule } from '../../analysis/rule.ts';
import { proseIssues } from '../prose-issues.ts';

export default defineRule({
  id: 'amount-count',
  family: 'prose',
  severity: 'warning',
  messages: ['amount-count.missing', 'amount-count.detail', 'amount-count.more', 'amount-count.zero'],
  looksAt: 'sentences',
  check: (analysis) => proseIssues(analysis, 'amount-count'),
});
