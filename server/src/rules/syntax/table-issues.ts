/** What reading a table came upon (model/table.ts), told in the words of the rule it belongs to. */

import type { RawFinding, RawFix, RuleContext } from '../../analysis/rule.ts';
import { spanRange } from '../../base/range.ts';
import type { Words } from '../../messages/index.ts';
import type { IssueOf, TableRule, TableTold } from '../../model/types.ts';
import type { Severity } from '../../relations/types.ts';

/** How a rule tells it. */
interface Telling<R extends TableRule> {
  readonly says: Readonly<Record<TableTold[R], Words>>;
  /** Where it is other than the rule's own. */
  readonly severities?: Partial<Readonly<Record<TableTold[R], Severity>>>;
  /** The fix of what can be mended, without its edits. */
  readonly fix?: (text: string) => Omit<RawFix, 'edits'>;
}

/** The findings of a rule on tables as they were read. */
export function* tableIssues<R extends TableRule>(
  analysis: RuleContext,
  rule: R,
  { says, severities, fix }: Telling<R>,
): Iterable<RawFinding> {
  for (const { table, line } of analysis.report.tables) {
    for (const issue of table.issues) {
      if (issue.rule !== rule) continue;
      const { what, data, span, printed, expected, mend } = issue as IssueOf<R>;
      const severity = severities?.[what];
      yield {
        message: says[what],
        data,
        range: spanRange(span, line),
        ...(severity ? { severity } : {}),
        printed,
        expected,
        fixes:
          fix && mend
            ? [
                {
                  ...fix(mend.newText),
                  edits: [{ range: spanRange(mend.span, line), newText: mend.newText }],
                  preferred: true,
                },
              ]
            : [],
      };
    }
  }
}
