/** A formula in a note with a dash in the place of its `=`. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { rangeOf } from '../../base/range.ts';

export default defineRule({
  id: 'note-misprint',
  family: 'syntax',
  severity: 'hint',
  messages: ['note-misprint.dash'],
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  for (const { table, line } of analysis.report.tables) {
    for (const note of table.notes) {
      for (const formula of note.formulas) {
        if (!formula.misprint) continue;
        const range = rangeOf(line + formula.line, formula.misprint.start, formula.misprint.end);
        yield {
          message: 'note-misprint.dash',
          data: { formula: table.block.lines[formula.line]?.text.slice(formula.start, formula.end) ?? '' },
          range,
          expected: '＝',
          fixes: [
            { title: 'fix.equals-sign', edits: [{ range, newText: '＝' }], preferred: true, safe: true },
          ],
        };
      }
    }
  }
}
