/** What sentences show beside equations (prose/issues.ts, relations/prose.ts), told in the words of the rule it belongs to. */

import type { RawFinding, RawFix, RuleContext } from '../analysis/rule.ts';
import { getOrMake, pushTo } from '../base/maps.ts';
import { type Range, rangeOf } from '../base/range.ts';
import type { Words } from '../messages/index.ts';
import type { ProseIssue, ProseIssueOf, ProseRule, ProseTold } from '../prose/types.ts';
import type { ProseRelations } from '../relations/prose.ts';
import type { Severity } from '../relations/types.ts';

/** How a rule tells what sentences show. */
interface Telling<R extends ProseRule> {
  readonly says: Readonly<Record<ProseTold[R], Words>>;
  /** Where it is other than the rule's own. */
  readonly severities?: Partial<Readonly<Record<ProseTold[R], Severity>>>;
  /** The fix of what can be mended, without its edits. */
  readonly fix?: (issue: ProseIssueOf<R>) => Omit<RawFix, 'edits'>;
}

const byRule = new WeakMap<ProseRelations, ReadonlyMap<string, readonly ProseIssue[]>>();

function issuesOf<R extends ProseRule>(sentences: ProseRelations, rule: R): readonly ProseIssueOf<R>[] {
  const all = getOrMake(byRule, sentences, () => {
    const map = new Map<string, ProseIssue[]>();
    for (const { issues } of [...sentences.sections, sentences.whole])
      for (const issue of issues) pushTo(map, issue.rule, issue);
    return map;
  });
  return (all.get(rule) ?? []) as readonly ProseIssueOf<R>[];
}

/** The findings of a rule on sentences. */
export function* proseIssues<R extends ProseRule>(
  analysis: RuleContext,
  rule: R,
  { says, severities, fix }: Telling<R>,
): Iterable<RawFinding> {
  const at = ({ block, span }: Pick<ProseIssue, 'block' | 'span'>): Range =>
    rangeOf(analysis.report.lineOf(block) + span.line, span.start, span.end);
  for (const issue of issuesOf(analysis.sentences, rule)) {
    const { what, data, printed, expected, mends } = issue;
    const severity = severities?.[what];
    yield {
      message: says[what],
      data,
      range: at(issue),
      ...(severity ? { severity } : {}),
      printed,
      expected,
      fixes:
        fix && mends
          ? [{ ...fix(issue), edits: mends.map((m) => ({ range: at(m), newText: m.newText })) }]
          : [],
    };
  }
}

/** The fix that puts what is expected in the place of a word. */
export function setWord({
  printed = '',
  expected = '',
}: Pick<ProseIssue, 'printed' | 'expected'>): Omit<RawFix, 'edits'> {
  return { title: 'fix.set-word', data: { from: printed, to: expected } };
}
