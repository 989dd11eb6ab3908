/** Items that the sentences owe and leave out. */

import { defineRule } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
import { proseIssues } from '../prose-issues.ts';

const SAYS = {
  items: {
    zh: '有 {count} 个项级科目没有逐项说明：{names}。',
    en: '{count} items are not described: {names}.',
  },
  'left-out': {
    zh: '{subject}所列明细里没有提到有金额的：{left}。',
    en: '{subject} leaves out items that hold amounts: {left}.',
  },
  empty: {
    zh: '{subject}所列明细里有表中没有金额的：{empty}。',
    en: '{subject} lists items that hold no amount: {empty}.',
  },
  both: {
    zh: '{subject}所列明细与表不一致：有金额没有提到的是{left}；提到了却没有金额的是{empty}。',
    en: '{subject}: left out {left}; listed without an amount {empty}.',
  },
  group: {
    zh: '{subject}里列了“{name}”，它的编码是 {code}，不属于这一类，请核对。',
    en: '{subject} lists “{name}”, which is {code} and of the other kind.',
  },
} as const satisfies Says;

export default defineRule({
  id: 'missing-detail',
  title: { zh: '明细没有说全', en: 'Items left out' },
  family: 'text',
  severity: 'information',
  says: SAYS,
  looksAt: 'sentences',
  check: (analysis) => proseIssues(analysis, 'missing-detail', { says: SAYS, severities: { group: 'hint' } }),
});
