/** A 占比 in a sentence: part ÷ whole. The graph speaks for its equations (relational.ts). */

import { defineRule } from '../../analysis/rule.ts';
import { proseIssues } from '../prose-issues.ts';

export default defineRule({
  id: 'share',
  family: 'prose',
  severity: 'error',
  messages: ['ratio.wrong', 'ratio.truncated', 'ratio.padded', 'ratio.zero-base', 'share.of-zero'],
  looksAt: 'sentences',
  check: (analysis) => proseIssues(analysis, 'share'),
});
