/** A cell that is meant as a number and is none. */
import { defineRule } from '../../analysis/rule.ts';
import { tableIssues } from './table-issues.ts';

export default defineRule({
  id: 'bad-number',
  family: 'syntax',
  severity: 'warning',
  messages: ['bad-number.bad-number'],
  check: (analysis) => tableIssues(analysis, 'bad-number'),
});
