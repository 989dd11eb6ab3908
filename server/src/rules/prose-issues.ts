/** Judgements on sentences that are no equations (relations/prose.ts), for the rules they belong to. */

import type { RawFinding, RuleContext } from '../analysis/rule.ts';
import { getOrMake, pushTo } from '../base/maps.ts';
import { type Range, rangeOf } from '../base/range.ts';
import { isMessageId } from '../messages/index.ts';
import type { ProseIssue } from '../prose/types.ts';
import type { ProseRelations } from '../relations/prose.ts';

const byRule = new WeakMap<ProseRelations, ReadonlyMap<string, readonly ProseIssue[]>>();

function issuesOf(sentences: ProseRelations): ReadonlyMap<string, readonly ProseIssue[]> {
  return getOrMake(byRule, sentences, () => {
    const map = new Map<string, ProseIssue[]>();
    for (const { issues } of [...sentences.sections, sentences.whole])
      for (const issue of issues) pushTo(map, issue.rule, issue);
    return map;
  });
}

export function* proseIssues(analysis: RuleContext, rule: string): Iterable<RawFinding> {
  for (const issue of issuesOf(analysis.sentences).get(rule) ?? []) {
    const message = issue.message.includes('.') ? issue.message : `${issue.message}.found`;
    if (!isMessageId(message)) continue;
    const at = (place: { readonly block: typeof issue.block; readonly span: typeof issue.span }): Range => {
      const base = analysis.report.lineOf(place.block);
      return rangeOf(base + place.span.line, place.span.start, place.span.end);
    };
    const { fix } = issue;
    yield {
      message,
      data: issue.data,
      range: at(issue),
      ...(issue.severity ? { severity: issue.severity } : {}),
      printed: issue.printed,
      expected: issue.expected,
      fixes:
        fix && isMessageId(fix.title)
          ? [
              {
                title: fix.title,
                data: fix.data,
                edits: fix.edits.map((e) => ({ range: at(e), newText: e.newText })),
                preferred: isPreferred(analysis, issue),
              },
            ]
          : [],
    };
  }
}

/** Years and names of items are offered; so is a direction that is told against another year than the last. */
function isPreferred(analysis: RuleContext, { rule, block, span }: ProseIssue): boolean {
  if (rule === 'prose-year' || rule === 'code-name') return false;
  if (rule !== 'change-direction') return true;
  const { year } = analysis.report.front;
  return !analysis.prose.statements.some(
    (s) =>
      s.direction?.block === block &&
      s.direction.span.line === span.line &&
      s.direction.span.start === span.start &&
      s.against?.year !== undefined &&
      year !== undefined &&
      s.against.year !== year - 1,
  );
}
