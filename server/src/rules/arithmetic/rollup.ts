/** 类 = Σ 款，款 = Σ 项. The graph speaks for it (relational.ts). */
import { defineRule } from '../../analysis/rule.ts';

export default defineRule({
  id: 'rollup',
  family: 'arithmetic',
  severity: 'error',
  messages: ['arithmetic.blamed', 'arithmetic.blamed-blank', 'arithmetic.open', 'arithmetic.broken'],
});
