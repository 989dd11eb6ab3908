/** A unit of money that contradicts all that other tables and sentences say. Told by the graph. */
import { defineRule } from '../../analysis/rule.ts';

export default defineRule({
  id: 'table-unit',
  family: 'arithmetic',
  severity: 'error',
  messages: ['table-unit.table', 'table-unit.front', 'table-unit.tie', 'table-unit.other'],
});
