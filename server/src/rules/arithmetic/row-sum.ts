/** 合计栏 = 各栏之和. The graph speaks for it (relational.ts). */
import { defineRule } from '../../analysis/rule.ts';

export default defineRule({
  id: 'row-sum',
  family: 'arithmetic',
  severity: 'error',
  messages: ['arithmetic.blamed', 'arithmetic.blamed-blank', 'arithmetic.open', 'arithmetic.broken'],
});
