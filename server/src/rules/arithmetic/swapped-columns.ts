/** Two columns whose headers were changed round. Told by the graph. */
import { defineRule } from '../../analysis/rule.ts';

export default defineRule({
  id: 'swapped-columns',
  family: 'arithmetic',
  severity: 'error',
  messages: ['swapped-columns.swapped'],
});
