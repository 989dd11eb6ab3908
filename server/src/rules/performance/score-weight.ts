/** Weights of a performance table add up to 100. The graph speaks for it (relational.ts). */
import { defineRule } from '../../analysis/rule.ts';

export default defineRule({
  id: 'score-weight',
  family: 'performance',
  severity: 'warning',
  messages: ['arithmetic.broken', 'arithmetic.limit-other'],
});
