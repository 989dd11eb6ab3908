/** 类 = Σ 款，款 = Σ 项. The graph speaks for it (relational.ts). */
import { defineRule } from '../../analysis/rule.ts';
import { pick } from '../../messages/index.ts';
import { ARITHMETIC } from './report/words.ts';

export default defineRule({
  id: 'rollup',
  title: { zh: '上级科目不等于下级之和', en: 'Level does not add up' },
  family: 'arithmetic',
  severity: 'error',
  says: { ...pick(ARITHMETIC, 'blamed', 'blamed-blank', 'open', 'broken') },
});
