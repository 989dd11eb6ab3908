/** A term that the sentences use and the glossary does not explain. */
import { proseIssues } from './prose-issues.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  id: 'undefined-term',
  family: 'text',
  severity: 'hint',
  messages: ['undefined-term.found'],
  looksAt: 'sentences',
  check: (analysis) => proseIssues(analysis, 'undefined-term'),
});
