/** Figures that were shifted against their names. Told by the graph. */
import { defineRule } from '../../analysis/rule.ts';

export default defineRule({
  id: 'shifted-rows',
  family: 'arithmetic',
  severity: 'error',
  messages: ['shifted-rows.shifted'],
});
