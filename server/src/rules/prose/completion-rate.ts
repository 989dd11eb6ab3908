/** 完成年初预算的 p%: 决算 ÷ 预算. The graph speaks for its equations (relational.ts). */

import { defineRule } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
import { pick } from '../../messages/index.ts';
import { RATIO } from '../arithmetic/report/words.ts';
import { proseIssues } from '../prose-issues.ts';

const SAYS = {
  initial: {
    zh: '{printed} 按年初预算 {budget} 计算；三公经费表注明预算数为全年预算数，请核对口径。',
    en: '{printed} is measured against the initial budget {budget}; the table is noted as the year’s adjusted budget.',
  },
} as const satisfies Says;

export default defineRule({
  id: 'completion-rate',
  title: { zh: '完成率计算有误', en: 'Rate of completion is wrong' },
  family: 'prose',
  severity: 'error',
  says: { ...SAYS, ...pick(RATIO, 'wrong', 'truncated', 'padded', 'zero-base') },
  looksAt: 'sentences',
  check: (analysis) =>
    proseIssues(analysis, 'completion-rate', { says: SAYS, severities: { initial: 'information' } }),
});
