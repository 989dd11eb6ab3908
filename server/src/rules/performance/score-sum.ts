/** Scores: the total is the sum, and no score is above its weight. The graph speaks for it (relational.ts). */
import { defineRule } from '../../analysis/rule.ts';
import { pick } from '../../messages/index.ts';
import { ARITHMETIC } from '../arithmetic/report/words.ts';

export default defineRule({
  id: 'score-sum',
  title: { zh: '得分合计不符', en: 'Scores do not add up' },
  family: 'performance',
  severity: 'warning',
  says: { ...pick(ARITHMETIC, 'blamed', 'open', 'limit-other', 'unequal') },
});
