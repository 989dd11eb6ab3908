/** 合计栏 = 各栏之和. The graph speaks for it (relational.ts). */
import { defineRule } from '../../analysis/rule.ts';
import { pick } from '../../messages/index.ts';
import { ARITHMETIC } from './report/words.ts';

export default defineRule({
  id: 'row-sum',
  title: { zh: '合计栏不等于各栏之和', en: 'Row does not add up' },
  family: 'arithmetic',
  severity: 'error',
  says: { ...pick(ARITHMETIC, 'blamed', 'blamed-blank', 'open', 'broken') },
});
