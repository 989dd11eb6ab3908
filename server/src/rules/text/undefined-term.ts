/** A term that the sentences use and the glossary does not explain. */

import { defineRule } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
import { proseIssues } from '../prose-issues.ts';

const SAYS = {
  found: { zh: '“{term}”在名词解释里没有。', en: '“{term}” is not in the glossary.' },
} as const satisfies Says;

export default defineRule({
  id: 'undefined-term',
  title: { zh: '名词未解释', en: 'Term without a definition' },
  family: 'text',
  severity: 'hint',
  says: SAYS,
  looksAt: 'sentences',
  check: (analysis) => proseIssues(analysis, 'undefined-term', { says: SAYS }),
});
