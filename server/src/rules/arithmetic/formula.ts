/** 表注和自定勾稽公式. The graph speaks for it (relational.ts). */
import { defineRule } from '../../analysis/rule.ts';
import { pick } from '../../messages/index.ts';
import { ARITHMETIC } from './report/words.ts';

export default defineRule({
  id: 'formula',
  title: { zh: '表注或自定公式不成立', en: 'Stated formula does not hold' },
  family: 'arithmetic',
  severity: 'error',
  says: { ...pick(ARITHMETIC, 'blamed', 'open', 'broken', 'sides', 'limit', 'limit-least') },
});
