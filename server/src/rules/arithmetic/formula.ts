/** 表注和自定勾稽公式. The graph speaks for it (relational.ts). */
import { defineRule } from '../../analysis/rule.ts';

export default defineRule({
  id: 'formula',
  family: 'arithmetic',
  severity: 'error',
  messages: [
    'arithmetic.blamed',
    'arithmetic.open',
    'arithmetic.broken',
    'arithmetic.sides',
    'arithmetic.limit',
    'arithmetic.limit-least',
  ],
});
