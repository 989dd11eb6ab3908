/** A figure of a sentence against its cell, or against itself said again. The graph speaks for its equations (relational.ts). */
import { defineRule } from '../../analysis/rule.ts';
import { proseIssues } from '../prose-issues.ts';

export default defineRule({
  id: 'prose-figure',
  family: 'prose',
  severity: 'error',
  messages: [
    'prose-figure.twice',
    'prose-figure.no-row',
    'prose-figure.cell',
    'prose-figure.open',
    'arithmetic.unequal',
  ],
  looksAt: 'sentences',
  check: (analysis) => proseIssues(analysis, 'prose-figure'),
});
