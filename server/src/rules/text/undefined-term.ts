/** A term that the sentences use and the glossary does not explain. */

import { defineRule } from '../../analysis/rule.ts';
import { proseIssues } from '../prose-issues.ts';

export default defineRule({
  id: 'undefined-term',
  family: 'text',
  severity: 'hint',
  messages: ['undefined-term.found'],
  looksAt: 'sentences',
  check: (analysis) => proseIssues(analysis, 'undefined-term'),
});
