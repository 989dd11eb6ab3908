/** Words of the template that were left in. */

import { defineRule } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
import { proseIssues } from '../prose-issues.ts';

const SAYS = {
  purpose: {
    zh: '“{item}”的用途写的是“{purpose}”，像是从别的科目抄来的。',
    en: 'The purpose of “{item}” is said to be “{purpose}”, as if of another item.',
  },
  department: {
    zh: '这是单位的报告，却写作“{text}”，口径前后不一。',
    en: 'A report of a unit that calls itself “{text}”.',
  },
  found: { zh: '“{text}”像是模板里没有删去的文字。', en: '“{text}” looks like text of the template.' },
} as const satisfies Says;

export default defineRule({
  id: 'template-leftover',
  title: { zh: '模板文字未删', en: 'Template text left in' },
  family: 'text',
  severity: 'warning',
  says: SAYS,
  looksAt: 'sentences',
  check: (analysis) =>
    proseIssues(analysis, 'template-leftover', {
      says: SAYS,
      severities: { department: 'hint', purpose: 'hint' },
    }),
});
