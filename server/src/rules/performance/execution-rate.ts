/** A rate of execution in a performance table: 执行数 ÷ 全年预算数. The graph speaks for it (relational.ts). */
import { defineRule } from '../../analysis/rule.ts';
import { pick } from '../../messages/index.ts';
import { RATIO } from '../arithmetic/report/words.ts';

export default defineRule({
  id: 'execution-rate',
  title: { zh: '执行率计算有误', en: 'Rate of execution is wrong' },
  family: 'performance',
  severity: 'warning',
  says: { ...pick(RATIO, 'wrong', 'truncated', 'padded', 'zero-base') },
});
