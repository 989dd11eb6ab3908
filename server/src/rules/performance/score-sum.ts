/** Scores: the total is the sum, and no score is above its weight. The graph speaks for it (relational.ts). */
import { defineRule } from '../../analysis/rule.ts';

export default defineRule({
  id: 'score-sum',
  family: 'performance',
  severity: 'warning',
  messages: ['arithmetic.blamed', 'arithmetic.open', 'arithmetic.limit-other', 'arithmetic.unequal'],
});
