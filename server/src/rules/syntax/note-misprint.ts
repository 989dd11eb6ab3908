/** A formula in a note with a dash in the place of its `=`. */

import { defineRule, type RawFinding, type RuleContext } from '../../analysis/rule.ts';
import { rangeOf } from '../../base/range.ts';
import type { Says } from '../../messages/index.ts';

const SAYS = {
  dash: {
    zh: '公式“{formula}”里的等号印成了横线，已按“＝”读取。',
    en: 'The equals sign of “{formula}” is printed as a dash; it was read as “=”.',
  },
} as const satisfies Says;

const FIXES = {
  'equals-sign': { zh: '改为“＝”', en: 'Set to “=”' },
} as const satisfies Says;

export default defineRule({
  id: 'note-misprint',
  title: { zh: '表注公式把等号印成横线', en: 'Dash for the equals sign in a note' },
  family: 'syntax',
  severity: 'hint',
  says: SAYS,
  also: FIXES,
  check,
});

function* check(analysis: RuleContext): Iterable<RawFinding> {
  for (const { table, line } of analysis.report.tables) {
    for (const note of table.notes) {
      for (const formula of note.formulas) {
        if (!formula.misprint) continue;
        const range = rangeOf(line + formula.line, formula.misprint.start, formula.misprint.end);
        yield {
          message: SAYS.dash,
          data: { formula: table.block.lines[formula.line]?.text.slice(formula.start, formula.end) ?? '' },
          range,
          expected: '＝',
          fixes: [
            { title: FIXES['equals-sign'], edits: [{ range, newText: '＝' }], preferred: true, safe: true },
          ],
        };
      }
    }
  }
}
