/** Identity, telephone and card numbers, marks of secrecy. */

import { defineRule } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
import { proseIssues } from '../prose-issues.ts';

const SAYS = {
  identity: { zh: '像是身份证号，公开前请遮盖。', en: 'This looks like an identity number.' },
  phone: { zh: '像是手机号，公开前请确认可以公开。', en: 'This looks like a mobile number.' },
  card: { zh: '像是银行卡号，公开前请遮盖。', en: 'This looks like a bank card number.' },
  classified: { zh: '有密级标志，涉密内容不得公开。', en: 'A mark of secrecy.' },
} as const satisfies Says;

export default defineRule({
  id: 'sensitive-data',
  title: { zh: '含敏感信息', en: 'Sensitive data' },
  family: 'text',
  severity: 'warning',
  says: SAYS,
  looksAt: 'sentences',
  check: (analysis) => proseIssues(analysis, 'sensitive-data', { says: SAYS }),
});
