/** A rate of execution in a performance table: 执行数 ÷ 全年预算数. The graph speaks for it (relational.ts). */
import { defineRule } from '../../analysis/rule.ts';

export default defineRule({
  id: 'execution-rate',
  family: 'performance',
  severity: 'warning',
  messages: ['ratio.wrong', 'ratio.truncated', 'ratio.padded', 'ratio.zero-base'],
});
