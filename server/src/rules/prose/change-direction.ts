/** 增加 / 减少, 大于 / 小于 against the amounts. */

import { defineRule } from '../../analysis/rule.ts';
import { proseIssues } from '../prose-issues.ts';

export default defineRule({
  id: 'change-direction',
  family: 'prose',
  severity: 'error',
  messages: [
    'change-direction.beyond',
    'change-direction.amounts',
    'change-direction.rate',
    'change-direction.order',
    'change-direction.reason',
    'change-direction.both',
    'change-direction.equal',
    'change-direction.level',
    'change-direction.both-words',
    'change-direction.same',
    'change-direction.roughly',
  ],
  looksAt: 'sentences',
  check: (analysis) => proseIssues(analysis, 'change-direction'),
});
