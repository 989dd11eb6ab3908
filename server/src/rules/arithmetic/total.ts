/** 合计 = Σ 类，总计 = 各项之和. The graph speaks for it (relational.ts). */
import { defineRule } from '../../analysis/rule.ts';
import { pick } from '../../messages/index.ts';
import { ARITHMETIC } from './report/words.ts';

export default defineRule({
  id: 'total',
  title: { zh: '合计不等于各项之和', en: 'Total does not add up' },
  family: 'arithmetic',
  severity: 'error',
  says: { ...pick(ARITHMETIC, 'blamed', 'blamed-blank', 'open', 'broken') },
});
