/** What a sentence lists against its total. The graph speaks for its equations (relational.ts). */

import { defineRule } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
import { pick } from '../../messages/index.ts';
import { ARITHMETIC } from '../arithmetic/report/words.ts';
import { proseIssues } from '../prose-issues.ts';

const SAYS = {
  changes: {
    zh: '各部分的增减合起来是 {sum}{unit}，{subject}的增减却是 {change}{unit}。',
    en: 'The changes of the parts make {sum} {unit}; that of {subject} is {change} {unit}.',
  },
  sides: {
    zh: '收、支总数都是 {total}，收入全是{other}，{subject}却是 {printed}。',
    en: 'Both sides are {total} and all income is {other}; {subject} is {printed}.',
  },
  less: {
    zh: '年初预算合计 {printed}，逐项所列 {count} 项加起来是 {sum}，少 {difference}；如有未列的科目请说明，否则请核对。',
    en: 'The initial budget is {printed}; the {count} items listed make {sum}, {difference} less.',
  },
} as const satisfies Says;

export default defineRule({
  id: 'list-sum',
  title: { zh: '所列各项与总数不符', en: 'List does not add up' },
  family: 'prose',
  severity: 'error',
  says: { ...SAYS, ...pick(ARITHMETIC, 'blamed', 'open', 'broken', 'limit', 'limit-least') },
  looksAt: 'sentences',
  check: (analysis) =>
    proseIssues(analysis, 'list-sum', { says: SAYS, severities: { less: 'information', sides: 'warning' } }),
});
