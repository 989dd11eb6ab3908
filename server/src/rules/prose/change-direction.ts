/** 增加 / 减少, 大于 / 小于 against the amounts. */

import { defineRule, type RawFix, type RuleContext } from '../../analysis/rule.ts';
import { againstOf, directionOf } from '../../prose/statement.ts';
import type { ProseIssueOf } from '../../prose/types.ts';
import { proseIssues } from '../prose-issues.ts';
import { FIXES, SAYS } from './change-direction.words.ts';

export default defineRule({
  id: 'change-direction',
  title: { zh: '增减方向有误', en: 'Direction of change is wrong' },
  family: 'prose',
  severity: 'error',
  says: SAYS,
  also: FIXES,
  looksAt: 'sentences',
  check: (analysis) =>
    proseIssues(analysis, 'change-direction', {
      says: SAYS,
      severities: { equal: 'warning', same: 'warning', roughly: 'warning', 'both-words': 'warning' },
      fix: (issue) => turned(analysis, issue),
    }),
});

/** The other word; only offered where a direction is told against another year than the last. */
function turned(
  { report, prose }: RuleContext,
  { block, span, expected = '' }: ProseIssueOf<'change-direction'>,
): Omit<RawFix, 'edits'> {
  const { year } = report.front;
  const isOfOtherYear = prose.statements.some((s) => {
    const word = directionOf(s);
    if (word?.block !== block || word.span.line !== span.line || word.span.start !== span.start) return false;
    const against = againstOf(s)?.year;
    return against !== undefined && year !== undefined && against !== year - 1;
  });
  return { title: FIXES['turn-direction'], data: { word: expected }, preferred: !isOfOtherYear };
}
