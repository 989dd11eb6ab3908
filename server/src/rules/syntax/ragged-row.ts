/** A row whose cells are more or fewer than its header's. */
import { defineRule } from '../../analysis/rule.ts';
import { tableIssues } from './table-issues.ts';

export default defineRule({
  id: 'ragged-row',
  family: 'syntax',
  severity: 'warning',
  messages: [
    'ragged-row.too-few-cells',
    'ragged-row.too-many-cells',
    'ragged-row.no-leading-bar',
    'ragged-row.number-row-shifted',
  ],
  check: (analysis) => tableIssues(analysis, 'ragged-row'),
});
