/** Findings that reading a table already came upon (model/table.ts), for the rules they belong to. */

import type { RawFinding, RuleContext } from '../../analysis/rule.ts';
import { spanRange } from '../../base/range.ts';
import type { MessageId } from '../../messages/index.ts';

export function* tableIssues(analysis: RuleContext, rule: string): Iterable<RawFinding> {
  for (const { table, line } of analysis.report.tables) {
    for (const issue of table.issues) {
      if (issue.rule !== rule) continue;
      yield {
        message: `${rule}.${issue.message}` as MessageId,
        data: issue.data,
        range: spanRange(issue.span, line),
        ...(issue.severity ? { severity: issue.severity } : {}),
        ...(issue.data.text !== undefined ? { printed: issue.data.text } : {}),
        ...(issue.fix
          ? {
              expected: rule === 'bad-number' ? issue.fix.newText : undefined,
              fixes: [
                {
                  title: `fix.${issue.fix.title}` as MessageId,
                  data: issue.fix.data ?? {},
                  edits: [{ range: spanRange(issue.fix.span, line), newText: issue.fix.newText }],
                  preferred: true,
                },
              ],
            }
          : {}),
      };
    }
  }
}
