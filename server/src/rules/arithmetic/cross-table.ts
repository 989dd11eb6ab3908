/** 表与表之间相等或不超过. The graph speaks for it (relational.ts). */
import { defineRule } from '../../analysis/rule.ts';

export default defineRule({
  id: 'cross-table',
  family: 'arithmetic',
  severity: 'error',
  messages: [
    'arithmetic.blamed',
    'arithmetic.open',
    'arithmetic.broken',
    'arithmetic.limit',
    'arithmetic.row-left-out',
  ],
});
