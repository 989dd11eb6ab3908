/** 完成年初预算的 p%: 决算 ÷ 预算. The graph speaks for its equations (relational.ts). */

import { defineRule } from '../../analysis/rule.ts';
import { proseIssues } from '../prose-issues.ts';

export default defineRule({
  id: 'completion-rate',
  family: 'prose',
  severity: 'error',
  messages: ['ratio.wrong', 'ratio.truncated', 'ratio.padded', 'ratio.zero-base', 'completion-rate.initial'],
  looksAt: 'sentences',
  check: (analysis) => proseIssues(analysis, 'completion-rate'),
});
