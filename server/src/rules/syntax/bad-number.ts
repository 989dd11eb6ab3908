/** A cell that is meant as a number and is none. */
import { defineRule } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
import { tableIssues } from './table-issues.ts';

const SAYS = {
  'bad-number': {
    zh: '“{text}”不是正确的数字写法，没有参加计算。',
    en: '“{text}” is not a well-formed number; it was left out of all sums.',
  },
} as const satisfies Says;

const FIXES = {
  'repair-number': { zh: '改写为 {text}', en: 'Rewrite as {text}' },
} as const satisfies Says;

export default defineRule({
  id: 'bad-number',
  title: { zh: '数字写法有误', en: 'Unreadable number' },
  family: 'syntax',
  severity: 'warning',
  says: SAYS,
  also: FIXES,
  check: (analysis) =>
    tableIssues(analysis, 'bad-number', {
      says: SAYS,
      fix: (text) => ({ title: FIXES['repair-number'], data: { text } }),
    }),
});
