/** 增长 / 下降 p%: change ÷ last year's amount. The graph speaks for its equations (relational.ts). */
import { defineRule } from '../../analysis/rule.ts';

export default defineRule({
  id: 'change-rate',
  family: 'prose',
  severity: 'error',
  messages: [
    'ratio.wrong',
    'ratio.truncated',
    'ratio.padded',
    'ratio.unconfirmed',
    'ratio.zero-base',
    'arithmetic.blamed',
    'arithmetic.open',
  ],
});
