/** 收入总计 = 支出总计. The graph speaks for it (relational.ts). */
import { defineRule } from '../../analysis/rule.ts';
import { pick } from '../../messages/index.ts';
import { ARITHMETIC } from './report/words.ts';

export default defineRule({
  id: 'balance',
  title: { zh: '收支不平衡', en: 'Income and expenditure do not balance' },
  family: 'arithmetic',
  severity: 'error',
  says: { ...pick(ARITHMETIC, 'blamed', 'open', 'broken') },
});
