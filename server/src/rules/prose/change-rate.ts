/** 增长 / 下降 p%: change ÷ last year's amount. The graph speaks for its equations (relational.ts). */
import { defineRule } from '../../analysis/rule.ts';
import { pick } from '../../messages/index.ts';
import { ARITHMETIC, RATIO } from '../arithmetic/report/words.ts';

export default defineRule({
  id: 'change-rate',
  title: { zh: '增减率计算有误', en: 'Rate of change is wrong' },
  family: 'prose',
  severity: 'error',
  says: {
    ...pick(RATIO, 'wrong', 'truncated', 'padded', 'unconfirmed', 'zero-base'),
    ...pick(ARITHMETIC, 'blamed', 'open'),
  },
});
