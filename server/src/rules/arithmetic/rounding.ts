/** Sums that differ by no more than rounding explains, one cause told once (language.md §11). */
import { defineRule } from '../../analysis/rule.ts';

export default defineRule({
  id: 'rounding',
  family: 'arithmetic',
  severity: 'hint',
  messages: ['rounding.within'],
});
