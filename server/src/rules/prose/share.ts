/** A 占比 in a sentence: part ÷ whole. The graph speaks for its equations (relational.ts). */

import { defineRule } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
import { pick } from '../../messages/index.ts';
import { RATIO } from '../arithmetic/report/words.ts';
import { proseIssues } from '../prose-issues.ts';

const SAYS = {
  'of-zero': {
    zh: '“{printed}”是占比，而作分母的数是 0，没有意义。',
    en: '“{printed}” is a share of an amount that is zero.',
  },
} as const satisfies Says;

export default defineRule({
  id: 'share',
  title: { zh: '占比计算有误', en: 'Share is wrong' },
  family: 'prose',
  severity: 'error',
  says: { ...SAYS, ...pick(RATIO, 'wrong', 'truncated', 'padded', 'zero-base') },
  looksAt: 'sentences',
  check: (analysis) => proseIssues(analysis, 'share', { says: SAYS }),
});
