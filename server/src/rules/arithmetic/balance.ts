/** 收入总计 = 支出总计. The graph speaks for it (relational.ts). */
import { defineRule } from '../../analysis/rule.ts';

export default defineRule({
  id: 'balance',
  family: 'arithmetic',
  severity: 'error',
  messages: ['arithmetic.blamed', 'arithmetic.open', 'arithmetic.broken'],
});
