/** Weights of a performance table add up to 100. The graph speaks for it (relational.ts). */
import { defineRule } from '../../analysis/rule.ts';
import { pick } from '../../messages/index.ts';
import { ARITHMETIC } from '../arithmetic/report/words.ts';

export default defineRule({
  id: 'score-weight',
  title: { zh: '分值合计不等于 100', en: 'Weights do not add up to 100' },
  family: 'performance',
  severity: 'warning',
  says: { ...pick(ARITHMETIC, 'broken', 'limit-other') },
});
