/** 与上年、与所属单位的报告相衔接. The graph speaks for it (relational.ts). */
import { defineRule } from './rule.ts';

export default defineRule({
  id: 'cross-report',
  family: 'arithmetic',
  severity: 'warning',
  messages: ['arithmetic.limit'],
});
