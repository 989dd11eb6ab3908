/** 合计 = Σ 类，总计 = 各项之和. The graph speaks for it (relational.ts). */
import { defineRule } from '../../analysis/rule.ts';

export default defineRule({
  id: 'total',
  family: 'arithmetic',
  severity: 'error',
  messages: ['arithmetic.blamed', 'arithmetic.blamed-blank', 'arithmetic.open', 'arithmetic.broken'],
});
