/** Units and signs of figures in sentences. */

import { defineRule, type RawFix } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
import type { ProseIssueOf } from '../../prose/types.ts';
import { proseIssues } from '../prose-issues.ts';

const SAYS = {
  decimals: {
    zh: '{printed} 与同段 {other} 的小数位数不同。',
    en: '{printed} has other decimals than {other} in the same paragraph.',
  },
  slip: {
    zh: '{subject} {printed}，表里是 {cell}，单位应为“{unit}”。',
    en: '{subject} {printed}, the table has {cell}: the unit should be {unit}.',
  },
  mixed: {
    zh: '{printed} 与同一句的 {other} 单位不同；都按“{unit}”才对得上。',
    en: '{printed} and {other} in one sentence have two units; they agree only in {unit}.',
  },
  missing: { zh: '{printed} 后面缺少单位，应为“{unit}”。', en: '{printed} lacks its unit, {unit}.' },
  percent: { zh: '{printed} 后面缺少百分号。', en: '{printed} lacks its per cent sign.' },
} as const satisfies Says;

const FIXES = {
  'add-unit': { zh: '补上单位“{unit}”', en: 'Add the unit {unit}' },
  'add-percent': { zh: '补上百分号', en: 'Add the per cent sign' },
} as const satisfies Says;

export default defineRule({
  id: 'prose-unit',
  title: { zh: '单位或百分号有误', en: 'Unit or per cent sign' },
  family: 'prose',
  severity: 'warning',
  says: SAYS,
  also: FIXES,
  looksAt: 'sentences',
  check: (analysis) =>
    proseIssues(analysis, 'prose-unit', { says: SAYS, severities: { decimals: 'hint' }, fix }),
});

function fix({ what, expected = '', data }: ProseIssueOf<'prose-unit'>): Omit<RawFix, 'edits'> {
  if (what === 'percent') return { title: FIXES['add-percent'], preferred: true };
  if (what === 'missing') return { title: FIXES['add-unit'], data, preferred: true };
  return { title: 'fix.set-unit', data: { unit: expected }, preferred: true };
}
