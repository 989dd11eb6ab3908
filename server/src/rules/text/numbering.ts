/** A gap in the numbering of siblings. */

import { defineRule } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
import { proseIssues } from '../prose-issues.ts';

const SAYS = {
  found: {
    zh: '“{number}”前面缺“{missing}”。',
    en: 'Missing before “{number}”: {missing}',
  },
} as const satisfies Says;

export default defineRule({
  id: 'numbering',
  title: { zh: '编号不连续', en: 'Gap in numbering' },
  family: 'text',
  severity: 'hint',
  says: SAYS,
  looksAt: 'sentences',
  check: (analysis) => proseIssues(analysis, 'numbering', { says: SAYS }),
});
