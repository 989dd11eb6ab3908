/** Published later than so many days after its 批复, where the report prints both dates. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import type { Says } from '../../messages/index.ts';
import { publicationOf } from '../../model/report/publication.ts';

const SAYS = {
  late: {
    zh: '批复（{approved}）后 {days} 天才公开，应在 {limit} 天内。',
    en: 'Published {days} days after its approval ({approved}); {limit} are allowed.',
  },
} as const satisfies Says;

const ALSO = {
  approval: { zh: '批复于 {approved}', en: 'Approved on {approved}' },
} as const satisfies Says;

export default defineRule({
  id: 'late-publication',
  title: { zh: '批复后没有按时公开', en: 'Published late' },
  family: 'structure',
  severity: 'warning',
  says: SAYS,
  also: ALSO,
  looksAt: 'sentences',
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  const { tree, report, reference } = analysis;
  const words = reference.review.publication;
  const found = publicationOf(tree, report.front, words);
  if (!found || found.days <= words.days) return;
  const { approved, published, days } = found;
  yield {
    message: SAYS.late,
    data: { approved: approved.text, days: String(days), limit: String(words.days) },
    range: published.range,
    related: [{ range: approved.range, message: analysis.say(ALSO.approval, { approved: approved.text }) }],
  };
}
