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
    ...pick(ARITHMETIC, 'blamed'),
    open: {
      zh: '{label} {printed}，所比的两个数相减是 {sum}，差 {difference}；定不了哪个数错，有 {count} 种改法。{others}',
      en: '{label} is {printed}, the two amounts compared differ by {sum}, {difference} off. Which is wrong cannot be told: {count} corrections would do. {others}',
    },
  },
});
