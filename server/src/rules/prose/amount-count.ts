/** Amounts that owe a count: 接待费 and 批次、人次, 购置费 and 辆, 出国费 and 团组. */

import { defineRule } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
import { proseIssues } from '../prose-issues.ts';

const SAYS = {
  detail: {
    zh: '{subject} {amount}，没有单列{part}（没有的也写 0）。',
    en: '{subject} {amount}, but {part} is not told by itself (nothing is 0).',
  },
  more: {
    zh: '{part} {count}，多于{whole} {all}，请核对口径。',
    en: '{part} {count} is more than {whole} {all}; look what each counts.',
  },
  missing: {
    zh: '{subject} {amount}，但没有说明{counts}。',
    en: '{subject} {amount}, but no {counts} is given.',
  },
  zero: { zh: '{subject} {amount}，数量却是 {count}。', en: '{subject} {amount}, but the count is {count}.' },
} as const satisfies Says;

export default defineRule({
  id: 'amount-count',
  title: { zh: '金额与数量不匹配', en: 'Amount without its count' },
  family: 'prose',
  severity: 'warning',
  says: SAYS,
  looksAt: 'sentences',
  check: (analysis) =>
    proseIssues(analysis, 'amount-count', {
      says: SAYS,
      severities: { detail: 'information', more: 'information' },
    }),
});
